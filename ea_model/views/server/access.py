"""Who a visitor is, and what he may: one decision, from the settings, where a request came from, and his login."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from urllib.parse import urlsplit

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_FORWARDED = ("forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip")
KEEPERS = "keeper"
"""What ``--allow-write`` calls those whom the file with the login settings names keeper."""


class VisitorRole(IntEnum):
    """What a visitor may do to the model; each may what the one before may."""

    NOBODY = 0
    READER = 1
    PROPOSER = 2
    """Takes a patch along."""
    KEEPER = 3
    """Writes in the files of the model."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Who is what, by the values of one claim of the login."""

    claim: str = "groups"
    reader: frozenset[str] | None = None
    """None: whoever can log in."""
    proposer: frozenset[str] = frozenset()
    keeper: frozenset[str] = frozenset()

    def values(self, claims: Mapping[str, object]) -> frozenset[str]:
        """The values of the claim; an address counts unless the provider says it was not verified."""
        value = claims.get(self.claim)
        if self.claim == "email":
            return frozenset({str(value).casefold()} if value and claims.get("email_verified", True) is True else ())
        return frozenset(map(str, value) if isinstance(value, (list, tuple)) else [str(value)] if value else ())


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What whoever starts the server says of it."""

    loopback: bool = True
    """It listens to this machine alone."""
    read_only: bool = False
    writers: frozenset[str] = frozenset()
    """Values of the claim that may write, or `KEEPERS`."""
    hosts: frozenset[str] = frozenset()
    """Names by which it may be asked for, beside its own."""
    proxies: tuple[Network, ...] = ()
    """Machines whose forwarded headers are believed."""
    roles: Roles | None = None
    """None: there is no login."""
    audit: Path | None = None
    """Where writes are noted; None: in the log."""


@dataclass(frozen=True, slots=True)
class VisitorRights:
    """The decision."""

    role: VisitorRole
    local: bool
    """Sits at this machine: may open paths and see where files stand."""
    who: str = ""
    """As the login calls him; empty without one."""
    address: str = ""
    """The machine he asks from."""


def is_loopback(host: str) -> bool:
    """Is this name or address, with or without a port, that of this machine itself?"""
    for name in (host, host_name(host)):
        try:
            return ipaddress.ip_address(name).is_loopback
        except ValueError:
            continue
    return host_name(host) == "localhost"


def host_name(host: str) -> str:
    """The name in a Host header: lower case, without port and brackets; empty when it is none."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return ""
    plain = not (parts.path or parts.query or parts.fragment or parts.username)
    return (parts.hostname or "").rstrip(".") if plain else ""


def host_of(origin: str) -> str:
    """Name and port of the server a page came from; empty when it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def is_trusted(address: str, proxies: Iterable[Network]) -> bool:
    """Is this machine one of the named proxies?"""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in network for network in proxies)


def is_forwarded(headers: Mapping[str, str]) -> bool:
    """Does a request, with header names in lower case, say that somebody else sent it on?"""
    return any(name in _FORWARDED or name.startswith("x-forwarded") for name in headers)


def address_of(settings: ServerSettings, peer: str, headers: Mapping[str, str]) -> str:
    """The machine that asks: behind a named proxy the last one it did not send on itself, else who connects."""
    if not is_trusted(peer, settings.proxies):
        return peer
    senders = [part.strip() for part in headers.get("x-forwarded-for", "").split(",")]
    return next((s for s in reversed(senders) if s and not is_trusted(s, settings.proxies)), peer)


def access_of(
    settings: ServerSettings, peer: str, headers: Mapping[str, str], claims: Mapping[str, object] | None = None
) -> VisitorRights:
    """What a visitor may who connects from ``peer``, with header names in lower case.

    ``claims`` are what his login says of him; None when he did not log in. Whoever was sent on by a machine nobody
    named is foreign: he reads, and writes nothing and opens no path, whatever his login says.
    """
    through_proxy = is_trusted(peer, settings.proxies)
    foreign = is_forwarded(headers) and not through_proxy
    hosts = [headers.get("host", "localhost"), host_of(headers.get("origin", "//localhost"))]
    local = settings.loopback and not foreign and not through_proxy and all(map(is_loopback, [peer, *hosts]))
    if settings.roles is None:
        role = VisitorRole.KEEPER if local and not settings.read_only else VisitorRole.PROPOSER
    elif claims is None:
        return VisitorRights(VisitorRole.NOBODY, local=False, address=address_of(settings, peer, headers))
    else:
        role = _role(settings, settings.roles, claims)
    who = (
        next((str(claims[name]) for name in ("email", "preferred_username", "name", "sub") if claims.get(name)), "")
        if claims
        else ""
    )
    return VisitorRights(
        min(role, VisitorRole.PROPOSER) if foreign else role, local, who, address_of(settings, peer, headers)
    )


def _role(settings: ServerSettings, roles: Roles, claims: Mapping[str, object]) -> VisitorRole:
    values = roles.values(claims)
    writers = settings.writers | (roles.keeper if KEEPERS in settings.writers else frozenset())
    if values & writers and not settings.read_only:
        return VisitorRole.KEEPER
    if values & (roles.proposer | roles.keeper | writers):
        return VisitorRole.PROPOSER
    return VisitorRole.READER if roles.reader is None or values & roles.reader else VisitorRole.NOBODY
