"""The key and front matter of a new policy → the text of its document."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from importlib.resources import files
from string import Template

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError, refuse
from zhida.policy.facts import FactCatalogue
from zhida.policy.pack import DOCUMENT, compile_pack

LONGEST_NAME = 60
"""Characters of the name of a zone or a policy: in UTF-8 a folder holds 255 bytes."""

_FORBIDDEN = re.compile(r"""[\s\\<>:"'|?*#\[\]{}$]""")
"""What file systems, front matters or references between packs (``zone/policy#clause``) cannot have in a name."""


@dataclass(frozen=True, slots=True)
class NewPolicy:
    """A policy that does not exist yet: its key and what its front matter says, in force from ``start``."""

    key: str
    title: str
    number: str
    issuer: str
    start: dt.date


def render_template(policy: NewPolicy, catalogue: FactCatalogue) -> str:
    """The text of a ``policy.md`` to begin from: one clause with a table and worked examples at its bounds, with comments.

    Raises `DiagnosticError` if the key is no name for a folder of a library, if a text has line breaks, and if the
    catalogue lacks a fact the template's clause reads.
    """
    zone, _ = split_key(policy.key)
    texts = {"title": policy.title, "number": policy.number, "issuer": policy.issuer}
    for name, text in texts.items():
        if not text.strip() or not text.isprintable():
            raise refuse("template.bad-text", name=name, text=text)
    template = Template(files(__package__).joinpath("policy.md.template").read_text(encoding="utf-8"))
    front, body = template.template.split("\n---\n", 1)
    written = {name: json.dumps(text, ensure_ascii=False) for name, text in {**texts, "zone": zone}.items()}
    head = Template(front).substitute(written, start=policy.start.isoformat())
    document = f"{head}\n---\n{Template(body).substitute(title=policy.title)}"
    _check_document(document, policy.key, catalogue)
    return document


def split_key(key: str) -> tuple[str, str]:
    """The zone and the policy of a key, two names of folders; raises `DiagnosticError` if they are not.

    >>> split_key("示范高新区/研发投入")
    ('示范高新区', '研发投入')
    """
    zone, slash, policy = key.partition("/")
    if not slash or "/" in policy:
        raise refuse("template.bad-key", key=key)
    for name in (zone, policy):
        if not name or len(name) > LONGEST_NAME or name[0] in ".-" or name[-1] == "." or not name.isprintable():
            raise refuse("template.bad-name", name=name, limit=LONGEST_NAME)
        found = _FORBIDDEN.search(name)
        if found:
            raise refuse("template.bad-character", name=name, character=found[0])
    return zone, policy


def _check_document(document: str, key: str, catalogue: FactCatalogue) -> None:
    try:
        compile_pack(document, key, f"{key}/{DOCUMENT}", catalogue, {})
    except DiagnosticError as error:
        raise DiagnosticError([Diagnostic("template.unfit-catalogue"), *error.diagnostics]) from error
