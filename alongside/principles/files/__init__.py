"""A version of a set as one file: plain JSON, one text a line, so that two versions can be told apart line by line."""
