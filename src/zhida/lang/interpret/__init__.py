"""The interpreter: the meaning of the core tree, one evaluation at a time."""
