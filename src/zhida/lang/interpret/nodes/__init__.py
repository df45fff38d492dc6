"""How each kind of node of the core tree runs: one build function per kind."""
