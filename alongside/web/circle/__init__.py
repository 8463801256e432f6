"""The circle: who is in, what each may see, how somebody comes in and goes, and carers' own place."""
