"""The language of policies: FEEL and DMN, read, checked, evaluated and compiled."""
