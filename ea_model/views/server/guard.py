"""What stands between the network and the app: for which names it answers, and what a browser may do with its pages."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import logging
import re
import socket
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from ea_model.views.server.access import ServerSettings, address_of, host_name, host_of, is_loopback

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
_LOG = logging.getLogger("ea.server")
_MISDIRECTED, _POLICY = 421, 1008
"""Statuses of HTTP and of websockets for who asks for a server we are not."""


def policy(index: str) -> str:
    """The content security policy: nothing from elsewhere, no frame around it, no script but that of the server.

    ``index`` is Streamlit's page, whose one inline script is let through by its hash. Streamlit puts its styles into
    the page as it runs, and starts the scripts of components from blobs it made itself; it needs no ``eval``.
    """
    scripts = re.findall(r"<script>(.*?)</script>", index, re.DOTALL)
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)
    return (
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
        "connect-src 'self'; font-src 'self' data:; img-src 'self' data: blob:; media-src 'self'; manifest-src 'self'; "
        f"style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; script-src 'self' blob: {hashes}"
    )


def refusal(settings: ServerSettings, headers: Mapping[str, str]) -> str:
    """Why a request, with header names in lower case, is not answered at all; empty when it is.

    A page of somebody else must not reach us by a name of its own for our address (Host), nor open a connection
    to us in the name of whoever looks at it (Origin).
    """
    host = headers.get("host", "")
    if not _is_ours(settings, host_name(host)):
        return "this server is not called so; --trusted-host gives it another name"
    origin = host_of(headers.get("origin", f"//{host}"))
    if origin != host and host_name(origin) not in settings.hosts:
        return "a page from elsewhere asks; --trusted-host names where pages may stand"
    return ""


def _is_ours(settings: ServerSettings, name: str) -> bool:
    if is_loopback(name) or name in settings.hosts:
        return True
    if settings.loopback:
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name != "" and name in {socket.gethostname().lower(), socket.getfqdn().lower()}
    return True


class Guard:
    """Refuses what is not for us, adds the headers, and says who comes and goes."""

    def __init__(self, app: App, settings: ServerSettings, csp: str) -> None:
        self.app, self.settings = app, settings
        self.headers = [
            (b"content-security-policy", csp.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"no-referrer"),
            (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the life of the server."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        address = address_of(self.settings, (scope.get("client") or ("",))[0], headers)
        facts = {"path": scope["path"], "address": address}
        if why := refusal(self.settings, headers):
            _LOG.warning("refused: %s", why, extra={"facts": facts})
            await _refuse(scope, send, why)
        elif scope["type"] == "http":
            await self.app(scope, receive, self._with_headers(send, facts))
        else:
            _LOG.info("a tab opened", extra={"facts": facts})
            await self.app(scope, receive, send)
            _LOG.info("a tab closed", extra={"facts": facts})

    def _with_headers(self, send: Send, facts: Mapping[str, str]) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self.headers]
                _LOG.debug("answered", extra={"facts": {**facts, "status": message["status"]}})
            await send(message)

        return sending


async def _refuse(scope: Scope, send: Send, why: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _POLICY, "reason": "refused"})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": _MISDIRECTED, "headers": headers})
    await send({"type": "http.response.body", "body": why.encode()})
