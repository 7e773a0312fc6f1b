"""`clew serve`: the workbench of a case, in a browser on this machine."""

import os
import socket
from typing import Annotated

import typer
import uvicorn

from clew.cli.place import CaseArgument, ListOption, actor, lists_of, the_case
from clew.doors import ORIGINS, case_router, matching_router, open_desk, reconciliation_router
from clew.errors import PortTaken
from clew.pipeline import KeptFindings
from clew.records import LEAST_CONFIDENCE
from clew.screen import Library
from clew.workbench import Door, Entry, Settings, keys_of, make_application


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(serve)


def serve(
    case: CaseArgument,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Where to listen.")] = 8484,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="NAME", help="A further name it is called by; repeatable.")
    ] = None,
    lists: ListOption = None,
    new_token: Annotated[bool, typer.Option("--new-token", help="Replace both tokens; old addresses close.")] = False,
    open_reading: Annotated[
        bool, typer.Option("--open-reading", help="Doors for programs may be read without a token; loopback only.")
    ] = False,
    min_confidence: Annotated[float, typer.Option("--min-confidence", min=0, max=1)] = LEAST_CONFIDENCE,
) -> None:
    """Serve the workbench: read the case, decide, and write its dossier in a browser on this machine.

    Prints the address with its token, and a second one that may only read. Ctrl-C ends it.
    """
    settings = Settings(
        home=lists_of(case),
        actor=actor(),
        host=host,
        port=port,
        names=tuple(name or ()),
        lists=tuple(lists) if lists else None,
        min_confidence=min_confidence,
        open_reading=open_reading,
    )
    the_case(case).close()
    listener = listen_on(host, port)  # before tokens are replaced: a start that fails closes no old address
    keys = keys_of(case, renew=new_token)
    kept = KeptFindings(case, Library(settings.home), settings.wanted, os.environ.get("CLEW_LEDGER"))
    application = make_application(case, settings, doors_of(kept, settings), kept)
    at = f"http://{settings.called}:{port}/"
    print(f"the workbench: {at}?token={keys.token}")
    print(f"to read only:  {at}?token={keys.share}")
    print("Ctrl-C ends it", flush=True)
    config = uvicorn.Config(application, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])


def doors_of(kept: KeptFindings, settings: Settings) -> tuple[Door, ...]:
    """The doors for other programs, each with how callers come in by it."""
    desk = open_desk(kept, settings.actor)
    return (
        Door(matching_router(desk), "/yente", reads_by_post=True),
        Door(reconciliation_router(desk), "/reconcile", Entry.ADDRESS, reads_by_post=True, origins=ORIGINS),
        Door(case_router(desk), "/api/v1"),
    )


def listen_on(host: str, port: int) -> socket.socket:
    """Take the port, so that it answers before its address is printed. Raises `PortTaken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)  # whoever opens the printed address at once waits, and is not refused
    except OSError as error:
        listener.close()
        raise PortTaken(host, port, error.strerror or str(error)) from error
    return listener
