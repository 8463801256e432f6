"""Pages that need no account: public information, and answering by a link."""
