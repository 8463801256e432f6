"""Setting up and proving Alongside: what the two commands of the README run."""
