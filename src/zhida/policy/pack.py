"""Packs: documents compiled to programs, and the library of all that rest on one catalogue of facts."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError, has_errors, refuse
from zhida.lang.base.span import Source, Span
from zhida.lang.core.from_dmn import build_program
from zhida.lang.core.tree import Program
from zhida.lang.dmn.model import Definitions
from zhida.lang.feel.lexer import Dialect
from zhida.lang.interpret.prepare import Prepared, prepare
from zhida.lang.python.compile import CompiledProgram, compile_to_python
from zhida.policy.allocation.bind import Allocation, bind_allocation, check_allocation
from zhida.policy.answers import Answer, check_answers, check_cases, find_answers
from zhida.policy.case_inputs import CaseInputs, read_cases
from zhida.policy.clause.read import read_clauses
from zhida.policy.clause.tree import Clause
from zhida.policy.distance.solve import Solver
from zhida.policy.document.read import MAXIMUM_CHARACTERS, read_document
from zhida.policy.document.tree import Document
from zhida.policy.facts import FactCatalogue, find_similar, read_facts
from zhida.policy.from_document import build_definitions
from zhida.policy.metadata import Metadata, Use, read_metadata
from zhida.policy.reasons import Explainer
from zhida.policy.stacking.checks import check_scope, check_scopes
from zhida.policy.stacking.scope import Scope, read_scope
from zhida.policy.table_checks import check_rule_tables
from zhida.policy.traced import TracedProgram

DOCUMENT = "policy.md"
CATALOGUE = "facts.md"

_Document: TypeAlias = tuple[str, str, str]
"""Key, file and text."""

MAXIMUM_FINDINGS = 500
"""Of a document with more errors than this, the first are told."""


@dataclass(frozen=True)
class Pack:
    """One policy, compiled without errors; ``diagnostics`` are the warnings. ``digest`` is the SHA-256 of its file."""

    key: str
    document: Document
    metadata: Metadata
    catalogue: FactCatalogue
    clauses: tuple[Clause, ...]
    cases: tuple[CaseInputs, ...]
    answers: tuple[Answer, ...]
    definitions: Definitions
    program: Program
    digest: str
    uses: Mapping[str, Pack] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def prepared(self) -> Prepared:
        """The program ready to run, without a trace."""
        return prepare(self.program)

    @cached_property
    def compiled(self) -> CompiledProgram:
        """The program as Python functions: the same values, many times as fast, for who asks often."""
        return compile_to_python(self.program)

    @cached_property
    def solver(self) -> Solver:
        """Who finds changes of facts for its conditions, and remembers what it learned of them."""
        return Solver(self.program, self.compiled)

    @cached_property
    def traced(self) -> TracedProgram:
        """The program ready to run and to tell why."""
        return TracedProgram(self.compiled)

    @cached_property
    def explainer(self) -> Explainer:
        """Who tells the reasons for its values."""
        return Explainer(self.program, self.catalogue)

    @cached_property
    def scope(self) -> Scope:
        """Its awards and its rules of stacking."""
        return read_scope(self.key, self.metadata, self.clauses, self.answers)

    @cached_property
    def allocation(self) -> Mapping[str, Allocation]:
        """The awards that depend on the other firms, by the ids of their clauses."""
        return bind_allocation(self.clauses)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digests of the pack and of every pack it rests on, by key."""
        digests = {self.key: self.digest}
        for used in self.uses.values():
            digests |= used.digests
        return digests


@dataclass(frozen=True, slots=True)
class PackLibrary:
    """Every pack of a folder by its key (``全国/中小企业划型``), those in use before those that use them."""

    catalogue: FactCatalogue
    packs: Mapping[str, Pack]

    def in_force(self, on: dt.date) -> tuple[Pack, ...]:
        """The packs in force on a day."""
        return tuple(pack for pack in self.packs.values() if on in pack.metadata.in_force)


def compile_pack(text: str, key: str, file: str, catalogue: FactCatalogue, packs: Mapping[str, Pack]) -> Pack:
    """The pack of a document; ``packs`` are those it may use. A draft is compiled like a file.

    Raises `DiagnosticError` with everything found, warnings included, when there is an error among it: rows that overlap
    where one must match are refused here, before a firm meets them.
    """
    _check_characters(text, file)
    document = read_document(text, file)
    metadata, of_metadata = read_metadata(document)
    clauses, of_clauses = read_clauses(document)
    found = [*of_metadata, *of_clauses, *_check_uses(metadata.uses, packs)]
    uses = {name: packs[use.key] for name, use in metadata.uses.items() if use.key in packs}
    models = {name: used.definitions for name, used in uses.items()}
    definitions, of_names = build_definitions(key, document.source, clauses, catalogue, models)
    program = build_program(definitions, _imported(uses.values()), Dialect.POLICY)
    answers, of_answers = find_answers(clauses, program)
    cases, of_cases = read_cases(clauses, catalogue)
    found += [*of_names, *_own(program.diagnostics, file), *check_cases(clauses, answers, catalogue), *of_cases]
    # What a table that is not well formed defines, and hence what its clause answers, nobody knows.
    if not has_errors(of_clauses):
        found += [*of_answers, *check_answers(answers), *check_allocation(clauses, answers, program)]
        found += check_scope(read_scope(key, metadata, clauses, answers), program, catalogue)
    if not has_errors(found):
        found += check_rule_tables(program, answers, catalogue, file)
    if has_errors(found):
        raise DiagnosticError(found[:MAXIMUM_FINDINGS])
    return Pack(
        key=key,
        document=document,
        metadata=metadata,
        catalogue=catalogue,
        clauses=clauses,
        cases=cases,
        answers=answers,
        definitions=definitions,
        program=program,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        uses=MappingProxyType(uses),
        diagnostics=tuple(found),
    )


def load_pack(path: Path, catalogue: FactCatalogue, packs: Mapping[str, Pack]) -> Pack:
    """The pack of ``<zone>/<policy>/policy.md``; `DiagnosticError` as `compile_pack`, `OSError` if it cannot be read."""
    return compile_pack(read_text(path), _key_of(path), str(path), catalogue, packs)


def load_catalogue(folder: Path) -> FactCatalogue:
    """The catalogue of a folder of packs; `DiagnosticError` if it has an error, `OSError` if it cannot be read."""
    path = folder / CATALOGUE
    return read_facts(read_text(path), str(path))


def list_keys(folder: Path) -> tuple[str, ...]:
    """The keys of the packs of a folder, in their order."""
    return tuple(map(_key_of, sorted(folder.glob(f"*/*/{DOCUMENT}"))))


def load_packs(folder: Path | str) -> PackLibrary:
    """Every pack of a folder, with its catalogue of facts.

    Raises `DiagnosticError` with the findings of all packs when one of them has an error: a library that lacks a
    policy would give wrong answers without saying so.

    A folder that holds the same texts as before is not compiled again.
    """
    folder = Path(folder)
    return _compile_library(*_read_catalogue(folder), tuple(_read_document(folder, key) for key in list_keys(folder)))


def load_some_packs(folder: Path, keys: Collection[str]) -> PackLibrary:
    """Some packs of a folder and those they use; others are not read, nor is it checked how these stack with them.

    Raises `DiagnosticError` as `load_packs`, also where one is not there.
    """
    known = list_keys(folder)
    needed: dict[str, _Document] = {}
    waiting = [key for key in known if key in keys]
    while waiting:
        key = waiting.pop()
        if key not in needed:
            needed[key] = _read_document(folder, key)
            used = [use.key for use in _read_uses(*needed[key][1:])]
            if not set(used) <= set(known):
                return load_packs(folder)
            waiting += used
    return _compile_documents(*_read_catalogue(folder), tuple(needed[key] for key in known if key in needed))


def _read_catalogue(folder: Path) -> tuple[str, str]:
    """File and text."""
    file = folder / CATALOGUE
    return str(file), read_text(file)


def _read_document(folder: Path, key: str) -> _Document:
    file = folder / key / DOCUMENT
    return key, str(file), read_text(file)


@lru_cache(maxsize=8)
def _compile_library(file: str, facts: str, documents: tuple[_Document, ...]) -> PackLibrary:
    """The library of a catalogue and of documents, whose packs stack together."""
    library = _compile_documents(file, facts, documents)
    if found := tuple(check_stacking(library.packs)):
        raise DiagnosticError(found)
    return library


def _compile_documents(file: str, facts: str, documents: tuple[_Document, ...]) -> PackLibrary:
    catalogue = read_facts(facts, file)
    written = {key: (path, text) for key, path, text in documents}
    found = list(_find_alike(written))
    packs: dict[str, Pack] = {}
    for key in _order(written, found):
        path, text = written[key]
        try:
            packs[key] = compile_pack(text, key, path, catalogue, packs)
        except DiagnosticError as error:
            found += error.diagnostics
    if found:
        raise DiagnosticError(found)
    return PackLibrary(catalogue, MappingProxyType(packs))


def _find_alike(keys: Iterable[str]) -> Iterator[Diagnostic]:
    """Keys that differ by case alone, which the columns of results in a database do not tell apart."""
    seen: dict[str, str] = {}
    for key in keys:
        earlier = seen.setdefault(key.casefold(), key)
        if earlier != key:
            yield Diagnostic("pack.keys-alike", None, {"key": key, "other": earlier})


def check_stacking(packs: Mapping[str, Pack]) -> Iterator[Diagnostic]:
    """What stacking rules say of packs, clauses, zones and funds that are not there, and where they go round in a circle."""
    return check_scopes([pack.scope for pack in packs.values()])


def _order(written: Mapping[str, tuple[str, str]], found: list[Diagnostic]) -> Iterator[str]:
    """The keys, used packs before those that use them; a circle is reported where it closes."""
    uses = {key: _read_uses(file, text) for key, (file, text) in written.items()}
    done: set[str] = set()

    def visit(key: str, above: tuple[str, ...]) -> Iterator[str]:
        if key in done:
            return
        done.add(key)
        for use in uses[key]:
            if use.key in (*above, key):
                circle = " → ".join((*above, key, use.key))
                found.append(Diagnostic("pack.circular-use", use.span, {"circle": circle}))
            elif use.key in uses:
                yield from visit(use.key, (*above, key))
        yield key

    for key in uses:
        yield from visit(key, ())


def _read_uses(file: str, text: str) -> tuple[Use, ...]:
    metadata, _ = read_metadata(read_document(text, file))
    return tuple(metadata.uses.values())


def _check_uses(uses: Mapping[str, Use], packs: Mapping[str, Pack]) -> Iterator[Diagnostic]:
    for use in uses.values():
        if use.key not in packs:
            known = find_similar(use.key, packs) or "、".join(packs)
            yield Diagnostic("pack.unknown-use", use.span, {"key": use.key, "known": known})


def _imported(uses: Iterable[Pack]) -> tuple[Definitions, ...]:
    """The models in use and those they use in turn, each once."""
    models: dict[str, Definitions] = {}
    for used in uses:
        models |= {model.namespace: model for model in _imported(used.uses.values())}
        models[used.key] = used.definitions
    return tuple(models.values())


def _own(diagnostics: Iterable[Diagnostic], file: str) -> Iterator[Diagnostic]:
    """Those of this file: what packs in use and the catalogue have to say was said when they were loaded."""
    return (found for found in diagnostics if found.span is None or found.span.source.file == file)


def _check_characters(text: str, file: str) -> None:
    """Half a character, which no file of UTF-8 can hold, may come in a draft."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise refuse("document.not-utf-8", Span(Source(text, file), error.start, error.end)) from error


def _key_of(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.parent.name}"


def read_text(path: Path) -> str:
    """The text of a file, whose size is looked at before it is opened."""
    if path.stat().st_size > MAXIMUM_CHARACTERS:
        raise refuse("document.too-large", None, file=str(path), limit=MAXIMUM_CHARACTERS)
    data = path.read_bytes()
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse("document.not-utf-8", Span(Source("", str(path), line=line), 0, 0)) from error
