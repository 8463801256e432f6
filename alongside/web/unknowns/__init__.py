"""What we don't know: the pages of the questions that nobody can answer yet."""
