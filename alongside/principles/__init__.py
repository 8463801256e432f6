"""Principle sets as data: what good care for both conditions means, moment by moment, and who to call in danger.

Not a place for anything about one person: nothing here is stored, scored or asked of anybody.
"""
