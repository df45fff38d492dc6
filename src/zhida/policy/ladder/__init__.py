"""Ladders (梯度培育库): rungs of status that firms climb, each computed from a clause of a pack."""
