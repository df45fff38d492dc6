"""The core tree compiled to SQL: exact to the last digit, or refused by name."""
