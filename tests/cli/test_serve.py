"""The port of `clew serve` is taken, and answers, before its address is printed."""

import socket

import pytest

from clew.cli.serve import listen_on
from clew.errors import PortTaken


def test_who_comes_before_the_server_runs_waits_and_is_not_refused() -> None:
    with listen_on("127.0.0.1", 0) as listener:
        at = listener.getsockname()
        with socket.create_connection(at, timeout=5) as early:
            early.sendall(b"GET / HTTP/1.1\r\n\r\n")
            taken, _ = listener.accept()
            with taken:
                assert taken.recv(3) == b"GET"


def test_a_port_that_is_taken_is_told() -> None:
    with listen_on("127.0.0.1", 0) as listener, pytest.raises(PortTaken):
        listen_on("127.0.0.1", listener.getsockname()[1])
