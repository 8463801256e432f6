"""Take everything along, or leave: the person's own door out."""
