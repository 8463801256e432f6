"""Alongside: one shared space for people who live with both mental health problems and persistent pain."""

__version__ = "0.1.0"
