"""The file with the login: ``[auth]`` is Streamlit's own, ``[roles]`` is ours; docs/SERVER.md shows one."""

from __future__ import annotations

import tomllib
from importlib import util
from pathlib import Path
from typing import Any

from ea_model.messages import Message
from ea_model.messages.problems import EaModelError
from ea_model.views.server.access import Roles

_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_SHORTEST_SECRET = 32
_ROLES = ("reader", "proposer", "keeper")


def roles_in(path: Path) -> Roles:
    """Who is what; raises `EaModelError` for a file by which nobody could log in, or everybody by mistake."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EaModelError(Message("login_no_toml", path=path, reason=str(error))) from None
    login = tables.get("auth")
    absent = [key for key in _NEEDED if not isinstance(login, dict) or not isinstance(login.get(key), str)]
    if not isinstance(login, dict) or absent:
        raise EaModelError(Message("login_absent", path=path, keys=", ".join(absent)))
    if len(login["cookie_secret"]) < _SHORTEST_SECRET:
        raise EaModelError(Message("login_short_secret", path=path, number=_SHORTEST_SECRET))
    if util.find_spec("authlib") is None:
        raise EaModelError(Message("login_no_library"))
    return _roles(path, tables.get("roles", {}))


def _roles(path: Path, table: Any) -> Roles:
    if not isinstance(table, dict) or table.keys() - {"claim", *_ROLES} or not isinstance(table.get("claim", ""), str):
        raise EaModelError(Message("login_odd_roles", path=path))
    claim = table.get("claim", "groups")
    names: dict[str, frozenset[str]] = {}
    for role in _ROLES:
        values = table.get(role, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            raise EaModelError(Message("login_odd_roles", path=path))
        names[role] = frozenset(value.casefold() if claim == "email" else value for value in values)
    reader = names["reader"] if "reader" in table else None
    return Roles(claim, reader, names["proposer"], names["keeper"])
