"""The demo community: invented people, written as files, brought to life through the same actions as everybody else.

Not for live use: nothing here may touch a database that is not a demo one.
"""
