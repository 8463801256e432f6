"""Words for people: which have a Welsh one, and that they are seen."""
