"""Pages of improvement: see the room of that name."""
