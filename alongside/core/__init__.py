"""The ground everything stands on: viewers, walls, facts, the log, refusals. It knows nothing about care."""
