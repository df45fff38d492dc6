"""A policy as a DMN model that other tools edit, and back: what did not change in meaning is never touched."""
