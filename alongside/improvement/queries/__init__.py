"""Tell me: what is tried and how it goes, what waits for a signature, and what was told back."""
