"""What a firm gets depends on the others: places by rank, and a budget that does not reach."""
