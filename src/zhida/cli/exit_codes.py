"""What `zhida` tells a script: one meaning for each exit code (documented in README.md)."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    """The work is done and nothing was found wrong."""

    FINDINGS = 1
    """The work is done and found faults: a check with errors, a worked example that fails, a figure that differs, a
    document that `zhida format --check` would rewrite.
    """

    BAD_INPUT = 2
    """The command line or a file it names cannot be used; nothing was computed or written."""

    INTERRUPTED = 130
    """Stopped by the user (Ctrl-C); nothing half written stands where results belong, and a run can go on later."""

    NOT_READ = 141
    """Whoever read standard output stopped (``| head``); what was left to say is not said."""
