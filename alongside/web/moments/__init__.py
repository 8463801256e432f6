"""By moment: a professional says what is coming, and sees that moment's practices on this person's real material. No score."""
