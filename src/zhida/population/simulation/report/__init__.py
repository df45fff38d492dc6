"""The report of a simulation: one page that needs nothing beside it."""
