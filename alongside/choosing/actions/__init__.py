"""Do it: open and close a round, choose on a screen, keep priorities, agree how a panel works."""
