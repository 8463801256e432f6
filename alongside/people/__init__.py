"""Accounts, organisations, services and roles. It knows who somebody is, never what they live with."""
