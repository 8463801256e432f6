"""Do it: everything that changes a circle, by subject. Every change leaves a line of history."""
