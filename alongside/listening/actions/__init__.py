"""Do it: note a contact, answer, open and close ways in, say what would make it easier, lend and take back a story."""
