"""How far a firm is from a clause it does not obtain: the least changes of its facts that obtain it."""
