"""Changes tried with a prediction, checked against it, and told back to those who spoke."""
