"""Policy packs, facts and what one firm is entitled to. No Django, no I/O beyond reading files."""
