"""The writing aid on pages: for text that is written for somebody, never for a person's own words. It keeps nothing."""
