"""What a clause says of the firms together: how many get it, in which order, and what they get when money runs short."""
