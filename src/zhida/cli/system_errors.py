"""What the operating system refuses, in words: a file that is not there, a full disk, no permission."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path

from zhida.lang.base.messages import Language
from zhida.policy.pack import CATALOGUE

_REASONS: Mapping[int, tuple[str, str]] = {
    errno.ENOENT: ("没有这个文件或文件夹", "no such file or folder"),
    errno.EISDIR: ("这是文件夹，要的是文件", "this is a folder, not a file"),
    errno.ENOTDIR: ("这是文件，要的是文件夹", "this is a file, not a folder"),
    errno.EEXIST: ("已经存在", "it exists already"),
    errno.EACCES: ("没有权限", "permission denied"),
    errno.EPERM: ("没有权限", "permission denied"),
    errno.EROFS: ("这里只能读，不能写", "this place is read-only"),
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.ENAMETOOLONG: ("名称太长", "the name is too long"),
}
_WITH_FILE = ("无法打开 {file}：{reason}", "cannot open {file}: {reason}")
_NO_LIBRARY = (
    "；政策库是有 facts.md 的文件夹，在别处的用 --packs 写明",
    "; a library of packs is a folder with facts.md; --packs names one that lies elsewhere",
)
_WITHOUT_FILE = ("无法写出结果：{reason}", "cannot write the results: {reason}")


def describe_system_error(error: OSError, language: Language) -> str:
    """One sentence for an error of the operating system; one that names no file concerns the output.

    >>> describe_system_error(FileNotFoundError(errno.ENOENT, "", "firm.json"), "zh")
    '无法打开 firm.json：没有这个文件或文件夹'
    >>> describe_system_error(OSError(errno.ENOSPC, ""), "en")
    'cannot write the results: the disk is full'
    >>> describe_system_error(FileNotFoundError(errno.ENOENT, "", "packs/facts.md"), "zh")
    '无法打开 packs/facts.md：没有这个文件或文件夹；政策库是有 facts.md 的文件夹，在别处的用 --packs 写明'
    """
    spoken = 1 if language == "en" else 0
    reasons = _REASONS.get(error.errno or 0)
    reason = reasons[spoken] if reasons else error.strerror or str(error)
    frame = _WITHOUT_FILE if error.filename is None else _WITH_FILE
    library_missing = error.errno == errno.ENOENT and Path(str(error.filename)).name == CATALOGUE
    advice = _NO_LIBRARY[spoken] if library_missing else ""
    return frame[spoken].format(file=error.filename, reason=reason) + advice
