"""Who logged in, by the signed cookie that Streamlit gives after OpenID Connect: what each role sees of a server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from urllib.parse import quote

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string

from benchmarks.tab import Tab
from tests.app.test_server_access import AUTH
from tests.support.browser import serving
from tests.support.builders import REFERENCE

pytestmark = pytest.mark.subprocess
SECRET = "0123456789012345678901234567890123456789"  # noqa: S105 - of a server of this test
ROLES = '[roles]\nkeeper = ["keepers"]\nproposer = ["architects"]\nreader = ["staff"]\n'
PATCH, WRITE, KEPT_OUT = "Als patch opslaan", "Schrijf in het model", "Log in om het model te bekijken"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a login; of Authlib, which only logging in itself needs, a name is enough."""
    folder = tmp_path_factory.mktemp("login")
    (folder / "authlib").mkdir()
    (folder / "authlib" / "__init__.py").touch()
    (folder / "login.toml").write_text(AUTH + ROLES, encoding="utf-8")
    options = ("--login", str(folder / "login.toml"), "--allow-write", "keeper")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder), prepend=":")
        with serving(REFERENCE, folder / "log.txt", *options) as address:
            yield address.removeprefix("http://").rstrip("/")


def page(server: str, claims: Mapping[str, object] | None, *, secret: str = SECRET, forwarded: bool = False) -> str:
    """What the page that tries something says to who logged in with these claims."""
    token, origin = generate_xsrf_token_string(), f"http://{server}"
    cookies = f"_streamlit_xsrf={token}"
    if claims is not None:
        content = json.dumps({"origin": origin, "is_logged_in": True, **claims})
        cookies += f"; _streamlit_user={create_signed_value(secret, '_streamlit_user', content).decode()}"
    headers = [("Cookie", cookies), ("Origin", origin), *([("X-Forwarded-For", "8.8.8.8")] if forwarded else [])]

    async def look() -> str:
        tab = Tab(server)
        await tab.open(headers, token)
        await tab.ask("whatif", f"lang=nl&edits={quote('-p1')}")
        await tab.close()
        return "".join(tab.texts)

    return asyncio.run(look())


def test_who_is_not_logged_in_or_is_nobody_here_sees_nothing(server: str) -> None:
    for claims, secret in ((None, SECRET), ({"groups": ["keepers"]}, "another secret that is long enough")):
        texts = page(server, claims, secret=secret)
        assert KEPT_OUT in texts
        assert "P1" not in texts
    texts = page(server, {"groups": ["others"], "email": "o@example.org"})
    assert "mag dit model niet bekijken" in texts
    assert "P1" not in texts


@pytest.mark.parametrize(
    ("group", "takes", "writes"), [("staff", False, False), ("architects", True, False), ("keepers", True, True)]
)
def test_each_role_sees_what_it_may_and_who_it_is(server: str, group: str, takes: bool, writes: bool) -> None:
    texts = page(server, {"groups": [group], "email": "me@example.org"})
    assert "Ingelogd: me" in texts
    assert (PATCH in texts, WRITE in texts) == (takes, writes)


def test_a_keeper_behind_a_machine_nobody_named_writes_nothing(server: str) -> None:
    texts = page(server, {"groups": ["keepers"]}, forwarded=True)
    assert (PATCH in texts, WRITE in texts) == (True, False)
