"""The pieces pages are built from, and the gallery that shows them. No page of the care world lives here."""
