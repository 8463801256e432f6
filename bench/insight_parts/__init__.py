"""The parts of bench/insight.py: simulated worlds, and one table for each kind of answer."""
