"""Walks through the running product in a real browser, told as given, when and then, one file for each kind of user."""
