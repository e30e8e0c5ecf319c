"""``ea serve``: explore a model in the browser, alone or with colleagues."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ea_model import resources
from ea_model.commands.options import MODEL, opened

if TYPE_CHECKING:
    from ea_model.views.server.access import Network, ServerSettings


@click.command()
@MODEL
@click.option("--port", type=click.IntRange(0, 65535), default=8501, show_default=True)
@click.option("--headless", is_flag=True, help="Do not open a browser.")
@click.option("--root", "roots", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="A folder below which models may be opened by their path; may be repeated.")  # fmt: skip
@click.option("--address", default="localhost", show_default=True,
              help="The address to listen on; 0.0.0.0 for every one of this machine.")  # fmt: skip
@click.option("--base-path", default="", help="The path below which the app stands behind a proxy, such as ea/scope.")
@click.option("--read-only", is_flag=True,
              help="Nobody writes in the model; so it is anyway for whoever does not sit at this machine.")  # fmt: skip
@click.option("--allow-write", "writers", multiple=True, metavar="WHO",
              help="Who may write after logging in: a value of the claim, or 'keeper' for those whom the login file "
                   "calls so; may be repeated.")  # fmt: skip
@click.option("--login", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A TOML file with [auth] (OpenID Connect) and [roles]: nobody sees a thing before.")  # fmt: skip
@click.option("--trusted-host", "hosts", multiple=True, metavar="NAME",
              help="A name by which browsers ask for this server, beside its own; may be repeated.")  # fmt: skip
@click.option("--trusted-proxy", "proxies", multiple=True, metavar="ADDRESS",
              help="A machine or network whose forwarded headers are believed; a request forwarded by another one "
                   "only reads. May be repeated.")  # fmt: skip
@click.option("--audit", type=click.Path(dir_okay=False, path_type=Path),
              help="A file that gets a line of JSON for each write: who, what, when; without it, stderr.")  # fmt: skip
@click.option("--log-level", type=click.Choice(["debug", "info", "warning", "error"]), default="warning",
              show_default=True, help="What is logged, as lines of JSON on stderr.")  # fmt: skip
def serve(
    model: Path, port: int, headless: bool, roots: tuple[Path, ...], address: str, base_path: str, read_only: bool,
    writers: tuple[str, ...], login: Path | None, hosts: tuple[str, ...], proxies: tuple[str, ...],
    audit: Path | None, log_level: str,
) -> None:  # fmt: skip
    """Explore a model in the browser."""
    import os

    from ea_model.views.server import log
    from ea_model.views.server.access import is_loopback

    settings = _settings(is_loopback(address), read_only, writers, hosts, proxies, login, audit)
    opened(model)  # a broken model is told here, not on a web page
    os.environ["EA_MODEL"] = str(model.resolve())
    if roots:
        os.environ["EA_ROOTS"] = os.pathsep.join(str(root.resolve()) for root in roots)
    options = {
        "server.port": port, "server.address": address, "server.headless": True,
        "server.baseUrlPath": base_path.strip("/"), "logger.level": log_level, "logger.hideWelcomeMessage": True,
        "secrets.files": [str(login.resolve())] if login else [],
    }  # fmt: skip
    os.chdir(resources.root())  # where the settings of the app stand
    log.start(log_level)
    from ea_model.views import serving

    place = f"http://{'localhost' if is_loopback(address) else address}:{port}/{base_path.strip('/')}"
    click.echo(place)
    serving.run(settings, options, place, browser=not headless)


def _settings(
    loopback: bool, read_only: bool, writers: tuple[str, ...], hosts: tuple[str, ...], proxies: tuple[str, ...],
    login: Path | None, audit: Path | None,
) -> ServerSettings:  # fmt: skip
    """The options as the server reads them; raises for what contradicts itself or cannot be."""
    from ea_model.messages import Message
    from ea_model.messages.problems import EaModelError
    from ea_model.views.server import log, settings_file
    from ea_model.views.server.access import ServerSettings, host_name

    if read_only and writers:
        raise EaModelError(Message("serve_both"))
    if writers and login is None:
        raise EaModelError(Message("serve_no_login"))
    names = frozenset(map(host_name, hosts))
    for name in hosts:
        if host_name(name) != name.lower():
            raise EaModelError(Message("serve_no_host", name=name))
    if audit is not None:
        log.note(audit, action="serving")  # what cannot be written is told now
    return ServerSettings(
        loopback, read_only, frozenset(writers), names, tuple(map(_network, proxies)),
        settings_file.roles_in(login) if login else None, audit.resolve() if audit else None,
    )  # fmt: skip


def _network(name: str) -> Network:
    import ipaddress

    from ea_model.messages import Message
    from ea_model.messages.problems import EaModelError

    try:
        return ipaddress.ip_network(name, strict=False)
    except ValueError:
        raise EaModelError(Message("serve_no_proxy", name=name)) from None
