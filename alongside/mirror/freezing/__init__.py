"""From cells to what may be shown: disclosure first, then estimates from the shown numbers only, then text that never changes."""
