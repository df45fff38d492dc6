"""Drafts: which pack they replace, what follows from it, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from population.simulation.simulation_factories import (
    AWARDS,
    FRONT_MATTER,
    ON,
    SIZE_CLAUSE,
    SIZES,
    compile_draft,
    make_library,
    render_policy,
)
from zhida.lang.base.diagnostic import DiagnosticError, Severity
from zhida.policy.pack import compile_pack
from zhida.population.simulation.draft import compare_libraries, load_draft


@pytest.fixture
def file(tmp_path):
    """A draft in a folder that is named like no pack."""
    path = tmp_path / "草案" / "修订稿" / "policy.md"
    path.parent.mkdir(parents=True)
    path.write_text(render_policy(small="2万"), encoding="utf-8")
    return path


def refused(action, *arguments):
    with pytest.raises(DiagnosticError) as raised:
        action(*arguments)
    return next(found for found in raised.value.diagnostics if found.severity is Severity.ERROR)


def test_the_folders_of_a_draft_name_its_key(file):
    library = make_library()

    assert load_draft(file, library).key == "草案/修订稿"
    assert load_draft(file.parent, library).key == "草案/修订稿"


def test_the_pack_it_replaces_may_be_told(file):
    draft = load_draft(file, make_library(), AWARDS)

    assert draft.key == AWARDS
    assert all(answer.key in draft.program.definitions for answer in draft.answers)


def test_a_draft_cannot_replace_what_is_not_there(file):
    found = refused(load_draft, file, make_library(), "示范区/奖朴")

    assert (found.code, found.values["known"]) == ("simulation.unknown-pack", AWARDS)


def test_only_what_differs_is_compared():
    library = make_library()

    comparison = compare_libraries(library, compile_draft(library, render_policy(small="2万")), ON)

    assert [*comparison.before.packs] == [*comparison.after.packs] == [AWARDS]
    assert comparison.replaced is library.packs[AWARDS]


def test_packs_that_use_the_draft_are_compiled_after_it():
    library = make_library()
    text = FRONT_MATTER.format(title="划型", more="") + SIZE_CLAUSE.replace(">= 20", ">= 60")

    comparison = compare_libraries(library, compile_draft(library, text, SIZES), ON)

    assert [*comparison.after.packs] == [SIZES, AWARDS]
    assert comparison.after.packs[AWARDS].uses["划型"] is comparison.draft
    assert comparison.before.packs[AWARDS].uses["划型"] is library.packs[SIZES]


def test_a_draft_that_breaks_a_pack_which_uses_it_is_refused():
    library = make_library()
    text = FRONT_MATTER.format(title="划型", more="") + SIZE_CLAUSE.replace("企业规模", "规模")
    draft = compile_draft(library, text, SIZES)

    found = refused(compare_libraries, library, draft, ON)

    assert found.span.position.file == "policy.md"
    assert found.span.text == "划型.企业规模"


def test_a_draft_cannot_use_what_uses_it():
    library = make_library()
    text = FRONT_MATTER.format(title="划型", more=f"uses:\n  奖: {AWARDS}\n") + SIZE_CLAUSE
    draft = compile_pack(text, SIZES, "draft.md", library.catalogue, library.packs)

    found = refused(compare_libraries, library, draft, ON)

    assert (found.code, found.values["circle"]) == ("pack.circular-use", f"{SIZES} → {AWARDS} → {SIZES}")


def test_a_draft_cannot_use_what_it_replaces(tmp_path):
    library = make_library()
    path = tmp_path / "policy.md"
    text = FRONT_MATTER.format(title="划型", more=f"uses:\n  现行: {SIZES}\n") + SIZE_CLAUSE
    path.write_text(text, encoding="utf-8")

    found = refused(lambda: compare_libraries(library, load_draft(path, library, SIZES), ON))

    assert (found.code, found.values["circle"]) == ("pack.circular-use", f"{SIZES} → {SIZES}")


def test_a_draft_not_in_force_on_the_day_is_refused():
    library = make_library()
    draft = compile_draft(library, render_policy())

    found = refused(compare_libraries, library, draft, dt.date(2027, 1, 1))

    assert (found.code, found.values["period"]) == ("simulation.not-in-force", "2024-01-01..2026-12-31")


def test_a_pack_no_longer_in_force_is_not_replaced():
    library = make_library(render_policy().replace("..2026-12-31", "..2025-12-31"))
    draft = compile_draft(library, render_policy())

    assert compare_libraries(library, draft, ON).replaced is None


def test_a_draft_with_an_error_tells_what_compiling_tells(file):
    file.write_text(render_policy(award="10% * 投人"), encoding="utf-8")
    library = make_library()

    found = refused(load_draft, file, library)

    with pytest.raises(DiagnosticError) as compiled:
        compile_pack(file.read_text(encoding="utf-8"), "草案/修订稿", str(file), library.catalogue, library.packs)
    assert (found.code, found.span.position) in [(one.code, one.span.position) for one in compiled.value.diagnostics]
    assert found.span.text == "投人"


def test_a_draft_whose_stacking_rules_speak_of_what_is_not_there_is_refused():
    library = make_library()
    rule = "\n## 第九条 叠加 {#stacking}\n\n```yaml\nstacking:\n- not-with: [示范区/没有]\n```\n"
    found = refused(compare_libraries, library, compile_draft(library, render_policy() + rule), ON)

    assert (found.code, found.values["key"]) == ("stacking.unknown-pack", "示范区/没有")
