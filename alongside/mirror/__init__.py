"""What a service can honestly be shown: facts counted into frozen readings. Knows counts; no person, no words of a space."""
