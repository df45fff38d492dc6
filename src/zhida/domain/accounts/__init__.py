"""Who works with the platform."""
