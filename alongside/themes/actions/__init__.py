"""Do it: open a study, bring words, keep a codebook, read alone and then together, draft, refine, publish."""
