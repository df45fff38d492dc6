"""Simulations: two runs over one snapshot that differ in a draft; what it costs, who gains and who loses."""
