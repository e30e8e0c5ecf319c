"""One look-out per server: it looks at the files of each model on a screen, and tells the sessions that show it.

A page that asked again and again by itself would cost the server a script run every few seconds for each open tab.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

Look = Callable[[Path], Hashable]
_LOOK_EVERY = 3.0
"""Seconds between two looks at the files."""
_LEAST_REST = 500
"""And at least so many times what a look took: a folder of thousands of files costs no more than 0.2 % of a core."""


@dataclass(slots=True)
class Lookout:
    """Who shows what; a thread looks as long as anybody does."""

    tabs: dict[str, tuple[Path, Hashable, Look]] = field(default_factory=dict)
    """By session: the model on its screen, the state of its files it shows, and how to look at them."""
    lock: Lock = field(default_factory=Lock)
    looking: bool = False
    closing: bool = False
    """The server is about to stop; each page says so."""
    waiting: set[str] = field(default_factory=set)
    """Tabs that do not say it yet."""

    def close(self) -> None:
        """Show every tab once more, which then says that the server stops; on the event loop of the server."""
        self.closing = True
        self.waiting = set(self.tabs)
        for session in list(self.tabs):
            _show_again(session)

    def follow(self, path: Path, state: Hashable, look: Look) -> None:
        """From now on tell the session that runs this script when the files differ from ``state``."""
        session = get_script_run_ctx()
        if session is None or not runtime.exists():  # a test without a server
            return
        with self.lock:
            self.tabs[session.session_id] = (path, state, look)
            self.waiting.discard(session.session_id)
            if not self.looking:
                self.looking = True
                Thread(target=self._keep_looking, name="look-out", daemon=True).start()

    def _keep_looking(self) -> None:
        rest = _LOOK_EVERY
        while self._anybody():
            time.sleep(rest)
            started = time.monotonic()
            for session in self.outdated():
                _show_again(session)
            rest = max(_LOOK_EVERY, _LEAST_REST * (time.monotonic() - started))

    def _anybody(self) -> bool:
        """Is there still a session to look for? Forgets those whose tab is closed."""
        with self.lock:
            for session in [s for s in self.tabs if not runtime.get_instance().is_active_session(s)]:
                del self.tabs[session]
            self.looking = bool(self.tabs)
            return self.looking

    def outdated(self) -> list[str]:
        """Sessions whose model was saved since they showed it, each told once a state; one look a model."""
        with self.lock:
            tabs = dict(self.tabs)
        models = {path: (state, look) for path, state, look in tabs.values()}
        now = {path: _look(path, state, look) for path, (state, look) in models.items()}
        outdated = [session for session, (path, state, _) in tabs.items() if now[path] != state]
        with self.lock:
            for session in outdated:
                if self.tabs.get(session) == tabs[session]:
                    path, _, look = tabs[session]
                    self.tabs[session] = (path, now[path], look)
        return outdated


def _look(path: Path, state: Hashable, look: Look) -> Hashable:
    """The state of the files; while a folder is being exchanged for another, the one that was."""
    try:
        return look(path)
    except OSError:
        return state


def _show_again(session: str) -> None:
    """Run the script of a tab, as if its own source had changed; Streamlit has no word of its own for that."""
    tab = runtime.get_instance().get_app_session(session)
    if tab is not None:
        # As `AppSession` does when a source file changes; on its event loop, where it is safe.
        tab._event_loop.call_soon_threadsafe(lambda: tab.request_rerun(tab._client_state))  # noqa: SLF001


LOOKOUT = Lookout()
