"""Settings and wiring; nobody imports it."""
