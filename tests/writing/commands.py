"""The commands that write, on two states of a small model, and what stands in their output."""

from __future__ import annotations

from pathlib import Path

from ea_model import exporters
from tests.readers.seeds import EXCHANGE

COMMANDS: dict[str, tuple[str, ...]] = {
    "text": ("convert", "{model}", "{out}", "--to", "text"),
    "grafico": ("convert", "{model}", "{out}", "--to", "grafico"),
    "csv": ("convert", "{model}", "{out}", "--to", "csv"),
    "view": ("view", "{model}", "--all", "-o", "{out}"),
    "report": ("report", "{model}", "-o", "{out}", "--formats", "md,csv"),
    "site": ("site", "{model}", "-o", "{out}"),
    "gallery": ("gallery", "{model}", "-o", "{out}"),
    "build": ("build", "{model}", "-o", "{out}"),
    "baseline": ("check", "{model}", "--write-baseline", "{out}/baseline.json"),
    "picture": ("view", "{model}", "landscape", "-o", "{out}/m.svg"),
    "metamodel": ("metamodel", "--model", "{model}", "--ecore", "{out}"),
    **{
        f"export {form}": ("export", form, "{model}", "-o", "{out}/m" + exporters.load(form).suffix)
        for form in exporters.MODULES
    },
}
"""Arguments of each; ``{model}`` and ``{out}`` are filled in."""
QUICK = (
    "baseline",
    "export archi",
    "export ecore",
    "text",
    "grafico",
    "csv",
    "view",
    "picture",
    "metamodel",
    "report",
    "site",
)
State = dict[str, bytes]


def models(folder: Path) -> tuple[Path, Path]:
    """Two states of one model."""
    before, after = folder / "before" / "m.xml", folder / "after" / "m.xml"
    for path, name in ((before, b"Old"), (after, b"New")):
        path.parent.mkdir()
        path.write_bytes(EXCHANGE.replace(b">A<", b">" + name + b"<").replace(b"<name>V<", b"<name>V" + name + b"<"))
    return before, after


def arguments(command: str, model: Path, out: Path) -> list[str]:
    """The words of a command behind ``ea``."""
    return [word.format(model=model, out=out) for word in COMMANDS[command]]


def state(folder: Path) -> State:
    """Every file below a folder with what it holds, but what is being written."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".tmp", ".part", ".set"})
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def leftovers(out: Path) -> list[str]:
    """What lies beside or in an output and is of no use."""
    around = [*out.parent.iterdir(), *(out.rglob("*") if out.is_dir() else ())]
    return sorted(path.name for path in around if path.name.endswith((".tmp", ".new", ".old", ".part", ".set")))
