"""Snapshots of zones and runs over millions of firms. No Django."""
