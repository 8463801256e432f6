"""Pages of principle sets: seeing, comparing, adapting, choosing one for a service."""
