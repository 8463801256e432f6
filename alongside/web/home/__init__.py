"""Home: of an account, and of a space."""
