"""The tests of the rooms once more, on PostgreSQL: a cluster of our own, on a socket in a folder of our own."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/lib/postgresql/bin"))
ROOMS = ["tests/domain/accounts", "tests/domain/enterprises", "tests/web/test_home.py", "tests/web/test_firm.py"]


class Cluster:
    """A PostgreSQL that lives for one test; PostgreSQL refuses to run as root, so root becomes somebody else."""

    def __init__(self):
        self.user = None if os.geteuid() else next(name for name in ("postgres", "nobody") if self._exists(name))
        self.folder = Path(tempfile.mkdtemp(prefix="zhida-pg-"))
        if self.user:
            shutil.chown(self.folder, self.user)
        self.folder.chmod(0o755)

    def __enter__(self):
        self._run(
            "initdb",
            "--pgdata",
            "data",
            "--username=zhida",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
        )
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off -c shared_buffers=16MB"
        self._run("pg_ctl", "start", "--pgdata", "data", "--log", "log", "--wait", "--options", options)
        return f"postgresql://zhida@/zhida?host={self.folder}"

    def __exit__(self, *exception):
        self._run("pg_ctl", "stop", "--pgdata", "data", "--mode=immediate")
        shutil.rmtree(self.folder)

    def _run(self, program, *arguments):
        command = [BINARIES / program, *arguments]
        subprocess.run(command, cwd=self.folder, user=self.user, check=True, stdout=subprocess.DEVNULL, timeout=60)

    @staticmethod
    def _exists(name):
        return name in {entry.pw_name for entry in pwd.getpwall()}


@pytest.mark.skipif(not (BINARIES / "initdb").exists(), reason="PostgreSQL is not installed")
def test_the_rooms_pass_on_postgresql():
    with Cluster() as url:
        tests = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *ROOMS],
            cwd=ROOT,
            env=os.environ | {"ZHIDA_DATABASE_URL": url},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    assert tests.returncode == 0, tests.stdout
    assert " passed" in tests.stdout
