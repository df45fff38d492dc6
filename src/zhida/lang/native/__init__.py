"""The SQL of a run as machine code: every column is computed for a block of firms at a time, in whole numbers."""
