"""Files that come in and go out: codebooks that other tools read and write (REFI-QDA, `.qdc`), and typed-up interviews. It knows no table."""
