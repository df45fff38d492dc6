"""The literate document: Markdown as blocks that know their place."""
