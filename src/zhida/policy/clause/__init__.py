"""A policy's clauses: the document, understood as words, rules, definitions and worked examples."""
