"""House tests: what holds for the whole building, whoever works in it. Each failure says where, and what to do."""
