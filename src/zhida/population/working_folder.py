"""The working folder of a run: finished parts outlive an interruption, and only the same run takes them up again."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from zhida.lang.base.diagnostic import refuse
from zhida.population.notes import PartNotes, read_notes

_LOCK = "lock"
_SPILL = "spill"
_DIGITS_IN_NAME = 16


@dataclass(frozen=True, slots=True)
class WorkingFolder:
    """A folder beside the target of a run, named after the target and the identity of the run.

    A part is finished when ``part-00000.json`` is there: it names the run, the size of the results in
    ``part-00000.parquet``, and what was noticed. That file is written last, after the results are on the disk.
    """

    folder: Path
    identity: str

    @property
    def spill(self) -> Path:
        """Where the database may put what it cannot hold in memory."""
        return self.folder / _SPILL

    def read_notes(self, part: str) -> PartNotes | None:
        """What was noticed in a part; None if the part is not finished."""
        try:
            told = json.loads(self._marker(part).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        if told["run"] != self.identity or told["size"] != self._size(part):
            return None
        return read_notes(told)

    def finish(self, part: str, notes: PartNotes) -> None:
        """Say durably that a part is finished."""
        _force_to_disk(self._results(part))
        told = {"run": self.identity, "size": self._size(part), **asdict(notes)}
        writing = self.folder / f"{part}.writing"
        writing.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        _force_to_disk(writing)
        writing.rename(self._marker(part))
        _force_to_disk(self.folder)

    def clear(self, part: str) -> None:
        """Remove what there is of a part."""
        self._marker(part).unlink(missing_ok=True)
        self._results(part).unlink(missing_ok=True)

    def publish(self, out: Path) -> None:
        """Give the folder the name of its target, without what only the run needs."""
        for marker in self.folder.glob("part-*.json"):
            marker.unlink()
        shutil.rmtree(self.spill, ignore_errors=True)
        (self.folder / _LOCK).unlink()
        for file in self.folder.iterdir():
            _force_to_disk(file)
        self.folder.rename(out)
        _force_to_disk(out.parent)

    def leave(self) -> None:
        """Leave the folder to a later attempt, or nothing if no part is finished."""
        shutil.rmtree(self.spill, ignore_errors=True)
        if not any(self.folder.glob("part-*.json")):
            shutil.rmtree(self.folder, ignore_errors=True)

    def _marker(self, part: str) -> Path:
        return self.folder / f"{part}.json"

    def _results(self, part: str) -> Path:
        return self.folder / f"{part}.parquet"

    def _size(self, part: str) -> int | None:
        """The size of the results of a part; None if there are none."""
        try:
            return self._results(part).stat().st_size
        except FileNotFoundError:
            return None


@contextmanager
def open_working_folder(out: Path, identity: str) -> Iterator[WorkingFolder]:
    """The working folder of a run, for this process alone; `DiagnosticError` if another one works in it.

    When it is left by an error or an interruption, the finished parts stay.
    """
    working = WorkingFolder(out.parent / f".{out.name}-{identity[:_DIGITS_IN_NAME]}", identity)
    working.folder.mkdir(parents=True, exist_ok=True)
    with (working.folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise refuse("run.in-progress", folder=str(out)) from error
        if out.exists():  # another process may have finished the run before this one had the lock
            raise refuse("run.exists", folder=str(out))
        try:
            yield working
        except BaseException:
            working.leave()
            raise


def _force_to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, would survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
