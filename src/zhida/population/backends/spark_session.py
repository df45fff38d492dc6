"""The Spark session of a run: found or started, set to compute exactly, and silent."""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from zhida.lang.base.diagnostic import refuse
from zhida.lang.sql.spark import SETTINGS
from zhida.population.backends.spark_errors import list_exceptions

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL_MASTER = "local[*]"
"""Spark within this machine, on all its cores."""

_STARTING: Mapping[str, str] = MappingProxyType(
    {
        "spark.app.name": "zhida",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "OFF",
    }
)
_LOOPBACK: Mapping[str, str] = MappingProxyType(
    {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
)
_ERRORS = 2
"""The file descriptor to which Java writes before its log level is set."""


@contextmanager
def open_session(master: str, log: Path) -> Iterator[SparkSession]:
    """A session on a master (``local[*]``, ``spark://host:7077``), stopped at the end if it was started here.

    ``log`` takes what Java says while it starts. `DiagnosticError` if pyspark or Java is not installed, if the master
    cannot be reached, or if this process has a session on another master.
    """
    if importlib.util.find_spec("pyspark") is None:
        raise refuse("run.no-pyspark")
    active = find_active()
    if active is not None and active.sparkContext.master != master:
        raise refuse("run.other-master", master=master, active=active.sparkContext.master)
    session = active or _start(master, log)
    try:
        yield _prepare(session.newSession())
    finally:
        if active is None:
            session.stop()


def find_active() -> SparkSession | None:
    """The session that this process has already."""
    active: SparkSession | None = importlib.import_module("pyspark.sql").SparkSession.getActiveSession()
    return active


def _prepare(session: SparkSession) -> SparkSession:
    for name, value in SETTINGS.items():
        session.conf.set(name, value)
    return session


def _start(master: str, log: Path) -> SparkSession:
    if _find_java() is None:
        raise refuse("run.no-java")
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL + 1)
    settings = {**_STARTING, **(_LOOPBACK if master.startswith("local") else {})}
    builder = importlib.import_module("pyspark.sql").SparkSession.builder
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        with _errors_into(log):
            session: SparkSession = builder.master(master).getOrCreate()
            return session
    except list_exceptions() as error:
        raise refuse("run.spark-failed", master=master, reason=str(error).partition("\n")[0]) from error


def _find_java() -> str | None:
    """The Java that Spark will start: that of ``JAVA_HOME`` and no other if it is set, else the one on the path."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")


@contextmanager
def _errors_into(log: Path) -> Iterator[None]:
    """What a process started inside writes to the error stream goes to a file, for as long as it lives."""
    log.parent.mkdir(parents=True, exist_ok=True)
    kept = os.dup(_ERRORS)
    try:
        with log.open("ab") as file:
            os.dup2(file.fileno(), _ERRORS)
        yield
    finally:
        os.dup2(kept, _ERRORS)
        os.close(kept)
