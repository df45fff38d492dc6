"""A CSV file as lines: UTF-8 or GB18030, comma, tab or semicolon, read as a stream."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from zhida.lang.base.diagnostic import refuse
from zhida.policy.facts import CODE
from zhida.population.tables.sheet import Line, Report, Sheet, refuse_file

_BLOCK = 1 << 20
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_ENCODINGS = ("utf-8", "gb18030")
_SEPARATORS = ",\t;"


def open_csv(path: Path) -> list[Sheet]:
    """The only table of a file, named after it; `DiagnosticError` if its encoding is not known."""
    encoding = _find_encoding(path)

    def read(_: Report) -> Iterator[Line]:
        return _read_lines(path, encoding, sheet)

    sheet = Sheet(str(path), path.stem, None, read)
    return [sheet]


def _find_encoding(path: Path) -> str:
    """By the mark at the beginning, else the first encoding in which all of the file is text."""
    with path.open("rb") as file:
        beginning = file.read(4)
    for mark, encoding in _MARKS.items():
        if beginning.startswith(mark):
            return encoding
    for encoding in _ENCODINGS:
        if _is_text(path, encoding):
            return encoding
    raise refuse_file("table.unknown-encoding", str(path))


def _is_text(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _read_lines(path: Path, encoding: str, sheet: Sheet) -> Iterator[Line]:
    """Every record that is not blank, by the line on which it begins; `DiagnosticError` where it is no CSV."""
    separator = _find_separator(path, encoding)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        number = 1
        try:
            for cells in reader:
                if any(cells):
                    yield Line(number, tuple(cell.strip() for cell in cells))
                number = reader.line_num + 1
        except csv.Error as error:
            raise refuse("table.bad-csv", sheet.place(number, 0, "", ""), reason=str(error)) from error


def _find_separator(path: Path, encoding: str) -> str:
    """The one that occurs most in the line of headings."""
    with path.open(encoding=encoding) as file:
        heading = next((line for _, line in zip(range(10), file, strict=False) if CODE in line), "")
    return max(_SEPARATORS, key=heading.count)
