"""Conversations: the list, one conversation, who is in it, links for people outside, asks that wait."""
