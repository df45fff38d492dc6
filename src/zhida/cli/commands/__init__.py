"""One module for each command: NAME, add_arguments, run."""
