"""Which awards a firm may have together, how much of each, and why not the others."""
