"""Django's commands with these settings: ``python -m zhida.config.manage migrate``."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command of the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhida.config.settings")
    execute_from_command_line(["python -m zhida.config.manage", *sys.argv[1:]])


if __name__ == "__main__":
    main()
