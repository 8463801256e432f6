"""Why not, in plain words, one file a subject. The same sentence refuses the write and explains it on the page."""
