"""Do it: try a change in small tests, each with a prediction; check it; tell those who spoke."""
