"""The Graphviz engine behind one function: DOT text in, positions out, or None when it cannot."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from graphviz.backend import execute
from graphviz.backend.dot_command import command

TIME_OUT = 15
"""Seconds one run may take: some graphs hang some versions of the router."""

_log = logging.getLogger(__name__)


def program() -> str:
    """The engine that ``pip`` installed beside this Python; a system ``dot`` only when EA_DOT names it.

    Old versions of ``dot`` place clusters elsewhere, so what happens to be on the PATH is never used unasked.
    """
    chosen = os.environ.get("EA_DOT")
    if chosen:
        return chosen
    beside = shutil.which("graphviz-pure", path=str(Path(sys.executable).parent))
    return beside or "graphviz-pure"


def ask(dot: str, *, fixed: bool = False) -> dict[str, Any] | None:
    """Run the engine once on a DOT text and return its JSON; ``fixed`` boxes stay and only get lines."""
    command_line = command("neato", "json0", neato_no_op=2) if fixed else command("dot", "json0")
    arguments = [program(), *command_line[1:]]
    try:
        done = execute.run_check(arguments, input=dot.encode(), capture_output=True, quiet=True, timeout=TIME_OUT)
        output = done.stdout
    except execute.CalledProcessError as error:
        # The engine ends with 1 after a mere warning; complete JSON is a good answer all the same.
        output = error.output
    except subprocess.TimeoutExpired:
        _log.warning("the layout engine took longer than %s s", TIME_OUT)
        return None
    except (execute.ExecutableNotFound, OSError) as error:
        _log.warning("no layout engine: %s", error)
        return None
    try:
        answer = json.loads(output)
    except ValueError:
        _log.warning("the layout engine gave no complete answer")
        return None
    return answer if isinstance(answer, dict) and "bb" in answer else None
