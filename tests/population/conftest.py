"""What tests of interruption need of the process."""

from __future__ import annotations

import signal

import pytest


@pytest.fixture
def heeds_ctrl_c():
    """This process and those it starts; one that was started in the background may ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
