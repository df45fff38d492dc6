"""The packs are written in the one spelling, and come back to it from any other."""

from __future__ import annotations

from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from factories.notation import loosen_document
from zhida.cli.exit_codes import ExitCode
from zhida.cli.main import main
from zhida.policy.document.write import write_document
from zhida.policy.formatting.format import check_same_meaning, format_pack
from zhida.policy.pack import compile_pack, load_packs

PACKS = Path(__file__).resolve().parents[2] / "packs"
KEYS = sorted(path.parent.relative_to(PACKS).as_posix() for path in PACKS.glob("*/*/policy.md"))


def test_every_pack_is_in_the_one_spelling(capsys):
    assert main(["--lang", "zh", "format", "--check", str(PACKS)]) == ExitCode.DONE, capsys.readouterr().out


@given(st.sampled_from(KEYS), st.integers(0, 1000))
@settings(max_examples=12, deadline=None)
def test_a_pack_written_otherwise_means_the_same_and_comes_back(key, seed):
    library = load_packs(PACKS)
    pack = library.packs[key]
    text = loosen_document(pack, Random(seed))
    loose = compile_pack(text, key, "policy.md", library.catalogue, library.packs)

    assert text != pack.document.source.text
    assert tuple(check_same_meaning(pack, loose)) == ()
    assert write_document(format_pack(loose)) == write_document(pack.document)
