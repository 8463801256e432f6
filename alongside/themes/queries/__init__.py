"""Tell me: studies, words, codes, marks, differences, themes and drafts, as far as this viewer may know them."""
