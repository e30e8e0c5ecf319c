"""A model as it was at a revision of the git repository it stands in; git is only read, and never through a shell.

Files come out of git's object store as they were committed: no filter, attribute or hook of the repository runs, and
nothing is fetched. Only the ``git`` executable is needed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ea_model.loader import load
from ea_model.messages import Message
from ea_model.messages.problems import ModelLoadError, Problem, UnreadableError
from ea_model.model import Model

_SECONDS = 60
"""Longest that git may take for one question."""
_FILE_MODES = ("100644", "100755")
_MOST_BYTES = 2 * 1024**3
"""More than any model; a repository that holds more than this under the path is no model."""
_QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


def load_revision(path: Path, revision: str) -> Model:
    """Load the model at ``path`` as it was at ``revision`` (anything git knows as a commit: ``HEAD~1``, a tag, a hash).

    Raises `UnreadableError` when there is no git, no repository, no such revision, or nothing at the path then; and
    `ModelLoadError`, with places that name the revision, when what stood there is no valid model.
    """
    repository, inside = _repository_of(path)
    commit = _commit(repository, revision)
    with tempfile.TemporaryDirectory(prefix="ea-revision-") as folder:
        root = Path(folder).resolve()
        target = _written(repository, commit, inside, root, f"{path} at {_shown(revision)}")
        try:
            return load(target)
        except ModelLoadError as error:
            raise ModelLoadError([_then(p, root, revision) for p in error.problems]) from None
        except UnreadableError as error:
            raise UnreadableError(_told(Message.of(error), root, revision)) from None


def _then(problem: Problem, root: Path, revision: str) -> Problem:
    """A problem in the words of the revision, not of the temporary folder."""
    place = replace(problem.place, file=_named(problem.place.file, root, revision))
    return replace(problem, place=place, sentence=_told(problem.sentence, root, revision))


def _told(message: Message, root: Path, revision: str) -> Message:
    """A message with the files as the revision has them."""
    return message.with_texts(lambda text: _named(text, root, revision))


def _named(text: str, root: Path, revision: str) -> str:
    """Files as the revision has them: ``HEAD~1:models/a.yaml``."""
    return text.replace(f"{root}{os.sep}", f"{revision}:")


def _repository_of(path: Path) -> tuple[Path, PurePosixPath]:
    """The top folder of the repository and the path within it; the path itself need not exist any more."""
    full = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow a link out of the repository
    near = next(folder for folder in (full, *full.parents) if folder.is_dir())
    try:
        answer = _git(near, "rev-parse", "--show-toplevel", "--show-prefix").decode(errors="surrogateescape")
    except GitError as error:
        raise UnreadableError(Message("unreadable_repository", path=path, reason=error)) from None
    top, _, prefix = answer.rstrip("\n").partition("\n")
    return Path(top), PurePosixPath(prefix.rstrip("\n")) / full.relative_to(near).as_posix()


def _commit(repository: Path, revision: str) -> str:
    """The full hash of a revision; a revision that looks like an option, or holds odd characters, is none."""
    if not revision or revision.startswith("-") or not revision.isprintable():
        raise UnreadableError(Message("no_revision", revision=_shown(revision)))
    try:
        output = _git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitError:
        raise UnreadableError(Message("absent_revision", revision=_shown(revision), path=repository)) from None
    commit = output.decode().strip()
    if not re.fullmatch(r"[0-9a-f]{40,64}", commit):
        raise UnreadableError(Message("no_single_revision", revision=_shown(revision)))
    return commit


def _shown(revision: str) -> str:
    """What somebody typed, on one line and not too long."""
    return "".join(c if c.isprintable() else " " for c in revision[:60]).strip()


def _written(repository: Path, commit: str, inside: PurePosixPath, root: Path, what: str) -> Path:
    """Write the files of a revision at or below a path into a folder; gives where the path is there."""
    entries = list(_entries(repository, commit, inside))
    if not entries:
        raise UnreadableError(Message("unreadable_then", path=what))
    if sum(size for _, _, size in entries) > _MOST_BYTES:
        raise UnreadableError(Message("unreadable_too_much", path=what))
    contents = _git(repository, "cat-file", "--batch", stdin="".join(f"{blob}\n" for _, blob, _ in entries))
    start = 0
    for name, _, size in entries:
        start = contents.index(b"\n", start) + 1
        target = Path(os.path.normpath(root / name))
        if not target.is_relative_to(root):
            raise UnreadableError(Message("revision_way_out", path=what, name=name))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(contents[start : start + size])
        start += size + 1
    return root / inside


def _entries(repository: Path, commit: str, inside: PurePosixPath) -> Iterator[tuple[str, str, int]]:
    """Path, object and size of every file; links and submodules are left out."""
    paths = ["--", inside.as_posix()] if inside.parts else []
    try:
        listed = _git(repository, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, *paths)
    except GitError as error:
        raise UnreadableError(Message("revision_unreadable", path=repository, reason=error)) from None
    for line in filter(None, listed.split(b"\0")):
        about, _, name = line.partition(b"\t")
        mode, kind, blob, size = about.decode().split()
        if kind == "blob" and mode in _FILE_MODES:
            yield os.fsdecode(name), blob, int(size)


class GitError(Exception):
    """What git said when it could not answer, on one line."""


def _git(folder: Path, *arguments: str, stdin: str = "") -> bytes:
    """One question to git, ``stdin`` on its input; `GitError` without an answer, `UnreadableError` without a git."""
    program = shutil.which("git")
    if program is None:
        raise UnreadableError(Message("unreadable_no_git"))
    command = [program, "--no-replace-objects", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-C", str(folder)]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    try:
        process = subprocess.run(  # noqa: S603 - a list of arguments, no shell; names of a user follow an end of options
            [*command, *arguments], capture_output=True, check=False, timeout=_SECONDS, env={**clean, **_QUIET},
            input=stdin.encode(),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise GitError(Message("git_slow", seconds=_SECONDS)) from None
    if process.returncode:
        answer = " ".join(process.stderr.decode(errors="replace").split())
        raise GitError(answer.removeprefix("fatal: ") or Message("git_ended", code=process.returncode))
    return process.stdout
