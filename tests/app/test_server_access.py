"""Who a visitor of the server is and what he may: the one decision, and what is not answered at all."""

from __future__ import annotations

import ipaddress
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from ea_model.messages.problems import EaModelError
from ea_model.views.server.access import KEEPERS, Roles, ServerSettings, VisitorRole, access_of, address_of
from ea_model.views.server.guard import policy, refusal
from ea_model.views.server.settings_file import roles_in

HERE = {"host": "localhost:8501", "origin": "http://localhost:8501"}
ABROAD = {"host": "ea.example.org", "origin": "https://ea.example.org"}
PROXY = (ipaddress.ip_network("10.0.0.0/24"), ipaddress.ip_network("127.0.0.1"))
TEAM = Roles(keeper=frozenset({"keepers"}), proposer=frozenset({"architects"}))


@pytest.mark.parametrize(
    ("settings", "peer", "headers", "role", "local"),
    [
        (ServerSettings(), "127.0.0.1", HERE, VisitorRole.KEEPER, True),
        (ServerSettings(read_only=True), "127.0.0.1", HERE, VisitorRole.PROPOSER, True),
        (ServerSettings(loopback=False), "127.0.0.1", HERE, VisitorRole.PROPOSER, False),
        (ServerSettings(loopback=False), "10.9.9.9", ABROAD, VisitorRole.PROPOSER, False),
        # A proxy on the same machine, whichever header it adds, or which name it passes on or leaves out.
        (ServerSettings(), "127.0.0.1", HERE | {"x-forwarded-for": "8.8.8.8"}, VisitorRole.PROPOSER, False),
        (ServerSettings(), "127.0.0.1", HERE | {"forwarded": "for=127.0.0.1"}, VisitorRole.PROPOSER, False),
        (ServerSettings(), "127.0.0.1", HERE | {"x-real-ip": "127.0.0.1"}, VisitorRole.PROPOSER, False),
        (ServerSettings(), "127.0.0.1", HERE | {"via": "1.1 proxy"}, VisitorRole.PROPOSER, False),
        (ServerSettings(), "127.0.0.1", ABROAD, VisitorRole.PROPOSER, False),
        (ServerSettings(), "127.0.0.1", HERE | {"origin": "https://ea.example.org"}, VisitorRole.PROPOSER, False),
        (ServerSettings(), "127.0.0.1", HERE | {"origin": "null"}, VisitorRole.PROPOSER, False),
        (ServerSettings(proxies=PROXY), "127.0.0.1", HERE, VisitorRole.PROPOSER, False),
    ],
)  # fmt: skip
def test_without_a_login_only_who_sits_at_the_machine_may_write_or_open_paths(
    settings: ServerSettings, peer: str, headers: dict[str, str], role: VisitorRole, local: bool
) -> None:
    access = access_of(settings, peer, headers)
    assert (access.role, access.local) == (role, local)


@pytest.mark.parametrize(
    ("writers", "claims", "role"),
    [
        ((KEEPERS,), None, VisitorRole.NOBODY),
        ((KEEPERS,), {"groups": ["keepers"]}, VisitorRole.KEEPER),
        ((), {"groups": ["keepers"]}, VisitorRole.PROPOSER),
        (("architects",), {"groups": ["architects"]}, VisitorRole.KEEPER),
        ((KEEPERS,), {"groups": ["architects", "others"]}, VisitorRole.PROPOSER),
        ((KEEPERS,), {"groups": "others"}, VisitorRole.READER),
        ((KEEPERS,), {"email": "keepers"}, VisitorRole.READER),
        ((KEEPERS,), {}, VisitorRole.READER),
    ],
)
def test_a_role_comes_by_the_claim_and_writing_by_the_option(
    writers: tuple[str, ...], claims: dict[str, Any] | None, role: VisitorRole
) -> None:
    settings = ServerSettings(loopback=False, roles=TEAM, writers=frozenset(writers))
    assert access_of(settings, "10.9.9.9", ABROAD, claims).role is role


def test_a_keeper_who_was_sent_on_by_a_machine_nobody_named_does_not_write() -> None:
    settings = ServerSettings(loopback=False, roles=TEAM, writers=frozenset({KEEPERS}), proxies=PROXY)
    claims, sent_on = (
        {"groups": ["keepers"], "email": "k@example.org"},
        ABROAD | {"x-forwarded-for": "1.1.1.1, 8.8.8.8"},
    )
    assert access_of(settings, "10.9.9.9", sent_on, claims).role is VisitorRole.PROPOSER
    named = access_of(settings, "10.0.0.7", sent_on, claims)
    assert (named.role, named.local, named.who, named.address) == (
        VisitorRole.KEEPER, False, "k@example.org", "8.8.8.8",
    )  # fmt: skip


def test_who_may_read_can_be_named_and_an_address_counts_only_verified_and_in_any_case() -> None:
    roles = Roles("email", frozenset({"a@x.nl"}))
    settings = ServerSettings(loopback=False, roles=roles)
    for claims, role in (
        ({"email": "A@x.nl"}, VisitorRole.READER),
        ({"email": "a@x.nl", "email_verified": False}, VisitorRole.NOBODY),
        ({"email": "b@x.nl"}, VisitorRole.NOBODY),
    ):
        assert access_of(settings, "10.9.9.9", ABROAD, claims).role is role


def test_forged_senders_are_not_believed() -> None:
    assert address_of(ServerSettings(), "9.9.9.9", {"x-forwarded-for": "127.0.0.1"}) == "9.9.9.9"
    senders = {"x-forwarded-for": "127.0.0.1, 6.6.6.6, 10.0.0.9"}
    assert address_of(ServerSettings(proxies=PROXY), "10.0.0.7", senders) == "6.6.6.6"


@pytest.mark.parametrize(
    ("settings", "headers", "answered"),
    [
        (ServerSettings(), HERE, True),
        (ServerSettings(), {"host": "127.0.0.1:8501"}, True),
        (ServerSettings(), {"host": "[::1]:8501"}, True),
        (ServerSettings(), ABROAD, False),
        (ServerSettings(), {"host": "evil.example"}, False),
        (ServerSettings(), {"host": "192.168.1.5"}, False),
        (ServerSettings(), {"host": "localhost@evil.example"}, False),
        (ServerSettings(), {"host": ""}, False),
        (ServerSettings(), {}, False),
        (ServerSettings(loopback=False), {"host": "192.168.1.5:8501", "origin": "http://192.168.1.5:8501"}, True),
        (ServerSettings(loopback=False), ABROAD, False),
        (ServerSettings(hosts=frozenset({"ea.example.org"})), ABROAD, True),
        # A proxy that asks in its own name, for a page under a name that is trusted.
        (ServerSettings(hosts=frozenset({"ea.example.org"})), HERE | {"origin": "https://ea.example.org"}, True),
        # Another server on this machine, and a page of somebody else.
        (ServerSettings(), HERE | {"origin": "http://localhost:3000"}, False),
        (ServerSettings(), HERE | {"origin": "https://evil.example"}, False),
        (ServerSettings(), HERE | {"origin": "null"}, False),
        (ServerSettings(), HERE | {"origin": "http://[bad"}, False),
    ],
)  # fmt: skip
def test_a_request_in_another_name_or_of_a_page_elsewhere_is_refused(
    settings: ServerSettings, headers: dict[str, str], answered: bool
) -> None:
    assert (refusal(settings, headers) == "") is answered


def test_the_policy_lets_the_own_script_through_by_its_hash_and_no_other() -> None:
    csp = policy("<script>window.a = 1</script><script type='module' src='x.js'></script>")
    scripts = next(part for part in csp.split("; ") if part.startswith("script-src"))
    assert scripts.count("sha256-") == 1
    assert "unsafe" not in scripts
    assert "frame-ancestors 'none'" in csp


AUTH = """
[auth]
redirect_uri = "https://ea.example.org/oauth2callback"
cookie_secret = "0123456789012345678901234567890123456789"
client_id = "ea"
client_secret = "s"
server_metadata_url = "https://id.example.org/.well-known/openid-configuration"
"""


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("auth = ", "login_no_toml"),
        ("[roles]\nkeeper = ['a']", "login_absent"),
        ("auth = 3", "login_absent"),
        (AUTH.replace("client_id", "client"), "login_absent"),
        (AUTH.replace("0123456789012345678901234567890123456789", "short"), "login_short_secret"),
        (AUTH + "[roles]\nkeepers = ['a']", "login_odd_roles"),
        (AUTH + "[roles]\nkeeper = 'a'", "login_odd_roles"),
        (AUTH + "[roles]\nreader = ['']", "login_odd_roles"),
        (AUTH + "[roles]\nclaim = 3", "login_odd_roles"),
    ],
)
def test_a_login_file_by_which_nobody_could_log_in_is_told(
    text: str, identifier: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(util, "find_spec", lambda _: object())
    (tmp_path / "login.toml").write_text(text, encoding="utf-8")
    with pytest.raises(EaModelError) as told:
        roles_in(tmp_path / "login.toml")
    assert told.value.args[0].id == f"Message.{identifier}"


def test_the_roles_of_a_login_file_and_a_missing_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "login.toml").write_text(f"{AUTH}[roles]\nclaim = 'email'\nkeeper = ['K@X.nl']", encoding="utf-8")
    monkeypatch.setattr(util, "find_spec", lambda _: object())
    assert roles_in(tmp_path / "login.toml") == Roles("email", None, frozenset(), frozenset({"k@x.nl"}))
    monkeypatch.setattr(util, "find_spec", lambda _: None)
    with pytest.raises(EaModelError, match=r"ea-model\[server\]"):
        roles_in(tmp_path / "login.toml")
