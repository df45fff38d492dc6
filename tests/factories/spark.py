"""Spark in tests: one session for the whole run, and a cluster on loopback. Its tests are one group, so one worker starts it."""

from __future__ import annotations

import atexit
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from zhida.population.backends.spark_session import open_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MASTER = "local[2]"
QUICK = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1", "SPARK_LOCAL_IP": "127.0.0.1"}
"""Java that starts fast instead of running fast in the end."""

_SECONDS_TO_WAIT = 60
_LIVES_AS_LONG_AS_THE_TESTS = ExitStack()


@cache
def find_session() -> SparkSession:
    """The session of the test run; runs on `MASTER` find it, too."""
    os.environ.update(QUICK)
    atexit.register(_LIVES_AS_LONG_AS_THE_TESTS.close)
    return _LIVES_AS_LONG_AS_THE_TESTS.enter_context(open_session(MASTER, Path(tempfile.mkdtemp()) / "spark.log"))


@contextmanager
def start_cluster(folder: Path) -> Iterator[str]:
    """A standalone master and two workers on free ports of loopback; gives the address of the master."""
    port = _find_free_port()
    master = f"spark://127.0.0.1:{port}"
    with ExitStack() as stack:
        address = ("--host", "127.0.0.1", "--webui-port", "0")
        deploy = "org.apache.spark.deploy"
        log = stack.enter_context((folder / "master.log").open("wb"))
        stack.enter_context(_start([f"{deploy}.master.Master", *address, "--port", str(port)], folder, log.fileno()))
        worker = [f"{deploy}.worker.Worker", *address, "-c", "1", "-m", "1g", master]
        for _ in range(2):
            stack.enter_context(_start(worker, folder, log.fileno()))
        _wait_for_workers(folder / "master.log", 2)
        yield master


@contextmanager
def _start(arguments: list[str], folder: Path, log: int) -> Iterator[None]:
    home = Path(sys.prefix) / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    program = home / "site-packages" / "pyspark" / "bin" / "spark-class"
    environment = {**os.environ, **QUICK, "SPARK_WORKER_DIR": str(folder / "work"), "SPARK_NO_DAEMONIZE": "1"}
    process = subprocess.Popen([program, *arguments], env=environment, stdout=log, stderr=log)
    try:
        yield
    finally:
        process.terminate()
        process.wait(_SECONDS_TO_WAIT)


def _wait_for_workers(log: Path, wanted: int) -> None:
    until = time.monotonic() + _SECONDS_TO_WAIT
    while len(re.findall(r"Successfully registered with master", log.read_text(encoding="utf-8"))) < wanted:
        assert time.monotonic() < until, log.read_text(encoding="utf-8")
        time.sleep(0.1)


def _find_free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
