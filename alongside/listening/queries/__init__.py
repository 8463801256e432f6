"""Tell me: what to ask whom, what waits for a lead, what was lent, and what the count may count."""
