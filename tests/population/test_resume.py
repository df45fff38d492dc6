"""Interrupted runs: finished parts stay, the same run goes on with the others, another run does not touch them."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from population.population_factories import AWARD, FACTS, POLICY, list_files, make_library, make_record
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.pack import load_packs
from zhida.population.identity import identify_run
from zhida.population.manifest import Origin
from zhida.population.plan import plan_run
from zhida.population.results import Detail
from zhida.population.run import RunSettings, run_packs
from zhida.population.snapshot import read_snapshot, write_snapshot
from zhida.population.summary import SUMMARY
from zhida.population.working_folder import open_working_folder

ON = dt.date(2026, 3, 1)
PARTS = 80
SECONDS_TO_WAIT = 60


class StopError(Exception):
    """What stops a run in the middle."""


def write(folder, numbers=range(6), firms_per_part=2):
    records = [make_record(number, 注册资本=number) for number in numbers]
    return write_snapshot(
        records, make_library().catalogue, folder / "快照", Origin("测试", synthetic=True), firms_per_part
    )


def stop_after(firms):
    def progress(done, _all):
        if done >= firms:
            raise StopError

    return progress


def run(library, snapshot, out, progress=None, **settings):
    """The summary, and what was told of an earlier attempt."""
    told = []
    chosen = RunSettings(resumed=lambda done, parts: told.append((done, parts)), **settings)
    return run_packs(library, snapshot, ON, out, progress, settings=chosen), told


def find_working_folders(folder):
    return sorted(folder.glob(".结果-*"))


def test_a_stopped_run_goes_on_and_comes_to_the_same_files(tmp_path):
    library, snapshot = make_library(), write(tmp_path)
    whole, told = run(library, snapshot, tmp_path / "一次")
    assert told == []

    with pytest.raises(StopError):
        run(library, snapshot, tmp_path / "结果", stop_after(4))
    (working,) = find_working_folders(tmp_path)
    assert not (tmp_path / "结果").exists()
    first = (working / "part-00000.parquet").stat().st_ino

    resumed, told = run(library, snapshot, tmp_path / "结果")

    assert told == [(2, 3)]
    assert resumed == whole
    assert find_working_folders(tmp_path) == []
    assert list_files(tmp_path / "结果") == list_files(tmp_path / "一次")
    assert (tmp_path / "结果" / "part-00000.parquet").stat().st_ino == first
    assert (tmp_path / "结果" / SUMMARY).read_bytes() == (tmp_path / "一次" / SUMMARY).read_bytes()


@pytest.mark.parametrize("award", ["本年.研发费用 / 7", "本年.研发费用 * 0.000000001"])
def test_what_was_noticed_before_the_interruption_is_told_after_it(award, tmp_path):
    library, snapshot = make_library(award), write(tmp_path)
    whole, _ = run(library, snapshot, tmp_path / "一次")
    with pytest.raises(StopError):
        run(library, snapshot, tmp_path / "结果", stop_after(2))

    resumed, told = run(library, snapshot, tmp_path / "结果")

    assert told == [(1, 3)]
    assert resumed.diagnostics == whole.diagnostics
    assert [(one.code, one.values["firms"]) for one in resumed.diagnostics] == [("run.wrong-answer", 6)]


def test_half_written_and_damaged_parts_are_computed_again(tmp_path):
    library, snapshot = make_library(), write(tmp_path)
    whole, _ = run(library, snapshot, tmp_path / "一次")
    with pytest.raises(StopError):
        run(library, snapshot, tmp_path / "结果", stop_after(4))
    (working,) = find_working_folders(tmp_path)
    (working / "part-00000.parquet").write_bytes(b"PAR1")
    (working / "part-00002.parquet").write_bytes(b"PAR1")

    resumed, told = run(library, snapshot, tmp_path / "结果")

    assert told == [(1, 3)]
    assert resumed == whole


def test_a_different_run_takes_no_foreign_parts(tmp_path):
    library, snapshot = make_library(), write(tmp_path)
    with pytest.raises(StopError):
        run(library, snapshot, tmp_path / "结果", stop_after(4))
    kept = find_working_folders(tmp_path)

    summary, told = run(make_library("1000"), snapshot, tmp_path / "结果")

    assert told == []
    assert summary.total == 6000
    assert find_working_folders(tmp_path) == kept


def test_parts_moved_into_the_folder_of_another_run_are_not_taken(tmp_path):
    library, snapshot = make_library(), write(tmp_path)
    with pytest.raises(StopError):
        run(library, snapshot, tmp_path / "结果", stop_after(4))
    (working,) = find_working_folders(tmp_path)
    other = make_library("1000")
    identity = identify_run(plan_run(other, snapshot.manifest.measures, ON), snapshot.manifest)
    working.rename(tmp_path / f".结果-{identity[:16]}")

    summary, told = run(other, snapshot, tmp_path / "结果")

    assert told == []
    assert summary.total == 6000


def test_what_results_rest_on_makes_the_identity_of_a_run(tmp_path):
    library, manifest = make_library(), write(tmp_path).manifest

    def identify(library=library, manifest=manifest, on=ON, detail=Detail.ANSWERS):
        return identify_run(plan_run(library, manifest.measures, on, detail), manifest)

    identities = [
        identify(),
        identify(library=make_library("1000")),
        identify(manifest=replace(manifest, digest="0" * 64)),
        identify(manifest=replace(manifest, catalogue="0" * 64)),
        identify(manifest=replace(manifest, parts=(3, 3))),
        identify(on=dt.date(2026, 3, 2)),
        identify(detail=Detail.MISSING_FACTS),
    ]

    assert identify() == identities[0]
    assert len(set(identities)) == len(identities)


def test_another_version_of_the_engine_is_another_run(tmp_path, monkeypatch):
    manifest = write(tmp_path).manifest
    plan = plan_run(make_library(), manifest.measures, ON)
    before = identify_run(plan, manifest)

    monkeypatch.setattr("zhida.population.identity.ENGINE", "zhida 99")

    assert identify_run(plan, manifest) != before


def test_a_run_stopped_before_its_first_part_leaves_nothing(tmp_path):
    library, snapshot = make_library(), write(tmp_path)
    snapshot.parts[0].rename(tmp_path / "away")

    with pytest.raises(DiagnosticError, match=r"run\.unreadable-file"):
        run(library, snapshot, tmp_path / "结果")

    assert list_files(tmp_path) == ["away", "快照"]


def test_two_processes_never_work_on_the_same_run(tmp_path):
    library, snapshot = make_library(), write(tmp_path)
    identity = identify_run(plan_run(library, snapshot.manifest.measures, ON), snapshot.manifest)

    with (
        open_working_folder(tmp_path / "结果", identity),
        pytest.raises(DiagnosticError, match=r"run\.in-progress"),
    ):
        run(library, snapshot, tmp_path / "结果")


class TestKilled:
    """The command itself, stopped from outside in the middle of many parts."""

    @pytest.fixture
    def zone(self, tmp_path):
        pack = tmp_path / "packs" / "示范区" / "示范措施"
        pack.mkdir(parents=True)
        (tmp_path / "packs" / "facts.md").write_text(FACTS, encoding="utf-8")
        (pack / "policy.md").write_text(POLICY.format(award=AWARD), encoding="utf-8")
        library = load_packs(tmp_path / "packs")
        records = [make_record(number) for number in range(PARTS)]
        write_snapshot(records, library.catalogue, tmp_path / "快照", Origin("测试", synthetic=True), 1)
        return tmp_path

    @pytest.mark.usefixtures("heeds_ctrl_c")
    @pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
    def test_the_same_command_again_goes_on(self, stop, zone):
        with start(zone) as process:
            wait_for(zone, "part-00004.json", process)
            process.send_signal(stop)
            _, told = process.communicate(timeout=SECONDS_TO_WAIT)

        assert process.returncode == (130 if stop is signal.SIGINT else -signal.SIGKILL), told
        assert ("再次运行同样的命令" in told) == (stop is signal.SIGINT)
        assert not (zone / "结果").exists()
        (working,) = find_working_folders(zone)
        finished = len(list(working.glob("part-*.json")))
        assert 5 <= finished < PARTS

        with start(zone) as again:
            said, told = again.communicate(timeout=SECONDS_TO_WAIT)

        assert again.returncode == 0, told
        assert f"接着上次做，已完成 {finished}/{PARTS} 部分" in told
        library = load_packs(zone / "packs")
        whole, _ = run(library, read_snapshot(zone / "快照", library.catalogue), zone / "一次")
        assert f"结果摘要 {whole.digest}" in said
        assert (zone / "结果" / SUMMARY).read_bytes() == (zone / "一次" / SUMMARY).read_bytes()
        assert list_files(zone / "结果") == list_files(zone / "一次")
        assert find_working_folders(zone) == []


def start(zone: Path) -> subprocess.Popen[str]:
    line = ["run", "--zone", "快照", "--out", "结果", "--packs", "packs", "--on", ON.isoformat()]
    environment = {**os.environ, "ZHIDA_LANGUAGE": "zh", "COLUMNS": "200"}
    command = [sys.executable, "-m", "zhida.cli.main", *line]
    return subprocess.Popen(
        command, cwd=zone, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def wait_for(zone: Path, name: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + SECONDS_TO_WAIT
    while not any((folder / name).exists() for folder in find_working_folders(zone)):
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.001)
