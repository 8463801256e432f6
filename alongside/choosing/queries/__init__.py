"""Tell me: rounds and what came of them, my ballot, priorities, and how a panel works."""
