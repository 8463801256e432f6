"""Pages of listening: see the room of that name."""
