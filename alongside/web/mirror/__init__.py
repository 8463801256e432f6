"""Pages of mirror: see the room of that name."""
