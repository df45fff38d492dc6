"""A policy document in its one spelling: the same meaning, the same words, one way to write each thing."""
