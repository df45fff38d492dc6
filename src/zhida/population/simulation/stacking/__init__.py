"""What a draft does to the firms once the rules of stacking have taken their awards together."""
