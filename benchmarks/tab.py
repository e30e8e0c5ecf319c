"""One tab of a browser, as far as a server of the app can tell: Streamlit's own protocol over a real websocket."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect

_ANSWER = 120
"""Seconds a page may take to answer before this gives up."""
_LARGEST = 200_000_000


class FailedPageError(Exception):
    """A page showed an exception."""


class Tab:
    """Opens pages of the app at ``host:port/base``."""

    def __init__(self, server: str) -> None:
        self.address = f"ws://{server}/_stcore/stream"
        self.socket: ClientConnection | None = None
        self.texts: list[str] = []
        """What the last page said, as the raw messages spell it."""

    async def open(self, headers: Iterable[tuple[str, str]] = (), token: str = "") -> None:
        """Connect, with more headers where a proxy or a login would add them, and with the token of the cookies."""
        protocols: Any = ["streamlit", *([token] if token else [])]
        self.socket = await connect(
            self.address, max_size=_LARGEST, subprotocols=protocols, additional_headers=list(headers)
        )  # fmt: skip

    async def close(self) -> None:
        """Hang up."""
        if self.socket is not None:
            await self.socket.close()

    async def ask(self, page: str, query: str | None = None) -> float:
        """Open a page; seconds until its script has run and everything it shows has arrived."""
        assert self.socket is not None
        message = BackMsg()
        message.rerun_script.query_string = ("q=de" if page == "search" else "") if query is None else query
        message.rerun_script.page_script_hash = calc_hash(page)
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        await self.finished(page)
        return time.perf_counter() - start

    async def finished(self, page: str = "") -> None:
        """Wait until a script of the tab, asked for or not, has run to its end."""
        assert self.socket is not None
        self.texts = []
        while True:
            raw = await asyncio.wait_for(self.socket.recv(decode=False), _ANSWER)
            message = ForwardMsg()
            message.ParseFromString(raw)
            kind = message.WhichOneof("type")
            if kind == "delta":
                element = message.delta.new_element
                self.texts.append(str(element))
                if element.WhichOneof("type") == "exception":
                    raise FailedPageError(f"{page}: {element.exception.message}")
            # Two scripts ran when a page sends one on to another; only the one that ran to its end counts.
            if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return
