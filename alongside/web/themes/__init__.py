"""Pages of themes: see the room of that name."""
