"""Codebooks as files that other tools read and write (REFI-QDA, `.qdc`). It knows no table."""
