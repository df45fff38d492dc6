from __future__ import annotations

from pathlib import Path

import pytest

from zhida.policy.pack import PackLibrary, load_packs

PACKS = Path(__file__).resolve().parents[2] / "packs"


@pytest.fixture(scope="session")
def library() -> PackLibrary:
    return load_packs(PACKS)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``pack_key`` runs once for every pack of the folder."""
    if "pack_key" in metafunc.fixturenames:
        keys = sorted(path.parent.relative_to(PACKS).as_posix() for path in PACKS.glob("*/*/policy.md"))
        metafunc.parametrize("pack_key", keys)


@pytest.fixture
def pack(library, pack_key):
    return library.packs[pack_key]
