"""The DMN model, and XML in and out."""
