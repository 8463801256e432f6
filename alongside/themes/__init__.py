"""How principles are made: interviews with consent, codes, two blind readers, drafts with where each word comes from."""
