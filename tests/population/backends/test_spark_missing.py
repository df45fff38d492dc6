"""Without Spark: a run on DuckDB needs none, and a run on Spark says what to install, before anything is written."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from population.population_factories import AWARD, FACTS, POLICY, list_files, make_library, make_record
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.pack import load_packs
from zhida.population.backends.spark_session import open_session
from zhida.population.manifest import Origin
from zhida.population.run import RunSettings, run_packs
from zhida.population.snapshot import write_snapshot

ON = dt.date(2026, 3, 1)
WITHOUT_PYSPARK = """
import sys
sys.meta_path.insert(0, type("Absent", (), {"find_spec": staticmethod(
    lambda name, *_: (_ for _ in ()).throw(ModuleNotFoundError(name)) if name.startswith("pyspark.") else None)}))
from zhida.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
"""The command in a Python that cannot import anything of Spark."""


@pytest.fixture
def zone(tmp_path):
    """A folder with packs and a snapshot."""
    pack = tmp_path / "packs" / "示范区" / "示范措施"
    pack.mkdir(parents=True)
    (tmp_path / "packs" / "facts.md").write_text(FACTS, encoding="utf-8")
    (pack / "policy.md").write_text(POLICY.format(award=AWARD), encoding="utf-8")
    catalogue = load_packs(tmp_path / "packs").catalogue
    write_snapshot([make_record(1)], catalogue, tmp_path / "快照", Origin("测试", synthetic=True))
    return tmp_path


def run(zone, *more):
    line = ["--lang", "en", "run", "--zone", "快照", "--out", "结果", "--on", ON.isoformat(), *more]
    command = [sys.executable, "-c", WITHOUT_PYSPARK, *line]
    return subprocess.run(command, cwd=zone, capture_output=True, text=True, check=False)


def test_duckdb_needs_no_pyspark(zone):
    done = run(zone)

    assert (done.returncode, done.stderr.strip()) == (0, "")
    assert list_files(zone) == ["packs", "快照", "结果"]


def test_a_master_without_spark_is_a_typing_mistake(zone):
    done = run(zone, "--spark-master", "spark://127.0.0.1:7077")

    assert done.returncode == 2
    assert "--backend spark" in done.stderr


def test_without_pyspark_spark_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    library = make_library()
    snapshot = write_snapshot([make_record(1)], library.catalogue, tmp_path / "快照", Origin("测试", synthetic=True))

    with pytest.raises(DiagnosticError, match=r"run\.no-pyspark"):
        run_packs(library, snapshot, ON, tmp_path / "结果", settings=RunSettings(spark_master="local[*]"))

    assert list_files(tmp_path) == ["快照"]


def test_without_java_spark_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: True)
    monkeypatch.setattr("zhida.population.backends.spark_session.find_active", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)

    with pytest.raises(DiagnosticError, match=r"run\.no-java"), open_session("local[*]", tmp_path / "log"):
        pytest.fail("there is no Java")


def test_a_java_home_without_java_is_told_though_there_is_one_on_the_path(monkeypatch, tmp_path):
    java = tmp_path / "java"
    java.touch(mode=0o755)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: True)
    monkeypatch.setattr("zhida.population.backends.spark_session.find_active", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "gone"))

    with pytest.raises(DiagnosticError, match=r"run\.no-java"), open_session("local[*]", tmp_path / "log"):
        pytest.fail("there is no Java")
