"""Do it: make a set one's own, say it in another language, bring it as a file, and choose which one a service works with."""
