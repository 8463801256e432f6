"""My story: the pages where a story is told once, read before a first meeting, said back and put right."""
