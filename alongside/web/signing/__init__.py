"""Signing in, out and up; second factors, sessions, and the demo's buttons. Knows accounts, never a space."""
