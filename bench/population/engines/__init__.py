"""Every engine by name: how to make it, and whether it lives in the environment of the peers."""
