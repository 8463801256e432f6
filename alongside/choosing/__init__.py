"""What matters most: ballots by constituency, priorities with reasons, the panel’s agreement on how it works."""
