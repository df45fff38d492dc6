"""The policies in force: the packs of the configured folder."""
