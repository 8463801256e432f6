"""From facts to cells: how many said what of which practice. It shows nothing and hides nothing; that is for freezing."""
