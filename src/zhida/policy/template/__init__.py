"""A new policy document to begin from: it compiles, and its worked examples pass."""
