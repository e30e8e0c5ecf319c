"""The server itself: Streamlit's own application with our guard before it, started and stopped."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from ea_model import resources
from ea_model.views.pages.shared import visitor
from ea_model.views.pages.shared.watching import LOOKOUT
from ea_model.views.server.access import ServerSettings
from ea_model.views.server.guard import Guard, policy

_LOG = logging.getLogger("ea.server")
_STEP, _TELLING, _LATEST = 0.3, 8.0, 12.0
"""Seconds between two looks whether every tab says that the server stops; for that at most; then it is gone."""


def run(settings: ServerSettings, options: Mapping[str, Any], address: str, *, browser: bool) -> None:
    """Serve until asked to stop; ``options`` are settings of Streamlit, ``address`` is where people find it."""
    visitor.configure(settings)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # what uvicorn raises anew once everything is closed
    os.environ["FORWARDED_ALLOW_IPS"] = ""  # who is believed is decided by us, who see who really connects
    index = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")

    @asynccontextmanager
    async def life(_: st.App) -> AsyncIterator[None]:
        _stop_gently(asyncio.get_running_loop())
        facts = {"address": address, "write": sorted(settings.writers), "login": settings.roles is not None}
        _LOG.info("serving", extra={"facts": facts})
        if browser:
            threading.Timer(0.5, webbrowser.open, (address,)).start()
        yield
        _LOG.info("stopped")

    guard = Middleware(Guard, settings=settings, csp=policy(index))
    app = st.App(resources.root() / "app.py", middleware=[guard], lifespan=life, on_script_error=visitor.tell_fault)
    app.run(config=options)


def _stop_gently(loop: asyncio.AbstractEventLoop) -> None:
    """Tell the tabs before the connections close; uvicorn, whose handlers these replace, does the rest."""

    def stop(number: int, frame: FrameType | None) -> None:
        uvicorn = handlers[number]
        gone = threading.Timer(_LATEST, os._exit, (0,))
        gone.daemon = True
        gone.start()
        loop.call_soon_threadsafe(LOOKOUT.close)
        loop.call_soon_threadsafe(loop.call_later, _STEP, end, uvicorn, number, frame, _TELLING)

    def end(uvicorn: Any, number: int, frame: FrameType | None, left: float) -> None:
        if LOOKOUT.waiting and left > 0:
            loop.call_later(_STEP, end, uvicorn, number, frame, left - _STEP)
        else:
            loop.call_later(_STEP, uvicorn, number, frame)  # what a page says is on its way by then

    handlers: dict[int, Any] = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in handlers:
        signal.signal(number, stop)
