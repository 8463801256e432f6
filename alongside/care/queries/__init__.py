"""One file a subject, the same names as the tables."""
