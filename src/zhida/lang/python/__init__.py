"""The core tree compiled to Python functions: what the interpreter means, many times as fast."""
