"""What to ask next: the facts nobody has given that can still change an answer, in order of the money at stake."""
