"""The builtins of FEEL, one file per family: values → value."""
