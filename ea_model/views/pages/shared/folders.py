"""The folders a model came with, as a tree to choose from; the chosen one stands in the address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import quote

import streamlit as st

from ea_model.values import in_language
from ea_model.views.pages.shared import address, text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.tree_component import Branch, TreeLeaf, tree

Path = tuple[str, ...]
DEEPEST = 40
"""Levels of folders one can choose from; what lies deeper counts to the last of them."""
_NAME, _NAMELESS = "folder", "%20"


def show(
    ctx: PageContext, ids: Collection[str], *, key: str, titles: Mapping[str, str] | None = None, to: str = ""
) -> Collection[str]:
    """The tree of the folders that hold these ids; gives those of the ids that stand in the folder that is chosen.

    Where no folder holds any of them there is no tree, and they are all given. With ``titles`` what stands in the
    folders can be chosen too, and goes to the address as ``to``.
    """
    # What folders hold does not depend on the moment that is asked for.
    cached = ctx.opened.cached
    paths = cached(("folder paths", key), lambda: _paths(ctx, ids))
    if not paths:
        return ids
    branches = cached(("folders", key, ctx.lang), lambda: _branches(paths, ctx.lang))
    leaves = [] if titles is None else cached(("folder leaves", key, ctx.lang), lambda: _leaves(paths, titles))
    names = {branch.code: branch.name for branch in branches}
    folder = code if (code := address.value(_NAME)) in names else ""
    parts = folder.split("/") if folder else []
    title = " / ".join(names["/".join(parts[: n + 1])] for n in range(len(parts))) or ctx.say("all_folders")
    with st.expander(ctx.say("folders_here", path=text.escape(title)), expanded=bool(to and not address.value(to))):
        words = {"all": ctx.say("all_folders"), "unfold": ctx.say("unfold"), "fold": ctx.say("fold"),
                 "title": ctx.say("folders")}  # fmt: skip
        tree(branches, leaves, key=key, selected=folder, leaf=address.value(to) if to else "", words=words,
             folder_to=_NAME, leaf_to=to)  # fmt: skip
    if not folder:
        return ids
    return cached(("folder", key, folder), lambda: [id_ for id_, path in paths.items() if _stands_in(path, folder)])


def _paths(ctx: PageContext, ids: Collection[str]) -> dict[str, Path]:
    """Per id the folder it stands in, the outermost first; ids without one are left out."""
    folders = ctx.model.foreign.folders
    return {id_: folders[id_][:DEEPEST] for id_ in ids if id_ in folders}


def _code(folder: Path) -> str:
    """The folder as the address spells it; one without a name is not the same as none."""
    return "/".join(quote(part, safe=" ", errors="replace") or _NAMELESS for part in folder)


def _stands_in(path: Path, folder: str) -> bool:
    return f"{_code(path)}/".startswith(f"{folder}/")


def _branches(paths: Mapping[str, Path], lang: str) -> list[Branch]:
    """Every folder that holds any of the ids, with how many, each after the one around it."""
    counts: dict[Path, int] = {}
    for path in paths.values():
        for depth in range(1, len(path) + 1):
            counts[path[:depth]] = counts.get(path[:depth], 0) + 1
    order = sorted(counts, key=lambda path: [part.casefold() for part in path])
    return [Branch(_code(path), _code(path[:-1]), in_language(path[-1], lang) or "–", counts[path]) for path in order]


def _leaves(paths: Mapping[str, Path], titles: Mapping[str, str]) -> list[TreeLeaf]:
    leaves = [TreeLeaf(id_, _code(paths.get(id_, ())), title) for id_, title in titles.items()]
    return sorted(leaves, key=lambda leaf: leaf.name.casefold())
