"""Who looked: the person reads the log in plain words and asks about a line. And the door for emergencies."""
