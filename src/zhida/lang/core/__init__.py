"""The core tree, and how FEEL and DMN are lowered into it."""
