"""The database of a run: Ctrl-C stops a query, other errors stay what they are."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from zhida.population.database import DatabaseSettings, open_database

SETTINGS = DatabaseSettings(threads=1, memory=1_000_000_000)
LONG_QUERY = "SELECT sum(a.range * b.range) FROM range(10000000) a, range(1000000) b"


def run_long_query(spill, timer):
    with open_database(spill, SETTINGS) as connection:
        timer.start()
        connection.execute(LONG_QUERY).fetchall()


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_ctrl_c_during_a_query_is_an_interruption(tmp_path):
    timer = threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT])

    with pytest.raises(KeyboardInterrupt) as caught:
        run_long_query(tmp_path, timer)

    assert str(caught.value.__cause__) == "Query interrupted"


def test_another_error_is_no_interruption(tmp_path):
    with pytest.raises(RuntimeError, match="something else"), open_database(tmp_path, SETTINGS):
        raise RuntimeError("something else")


def test_the_settings_hold(tmp_path):
    with open_database(tmp_path, SETTINGS) as connection:
        settings = "SELECT current_setting('threads'), current_setting('memory_limit')"
        assert connection.execute(settings).fetchone() == (1, "953.6 MiB")
