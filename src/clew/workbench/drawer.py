"""Pages of documents as pictures, drawn behind the sandbox's walls one after the other; the last ones are kept."""

import threading
from collections import OrderedDict
from pathlib import Path

from clew.read.body import Drawing, Lit
from clew.read.lit import DRAWER, draw_page
from clew.read.sandbox import Sandbox

KEPT, SCALE = 40, 2.0
"""How many pictures are kept, and how many dots a point gets."""

Key = tuple[Path, int, tuple[Lit, ...]]


class Drawer:
    """Draws pages when they are asked for; its process starts with the first one and ends with `close`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sandbox: Sandbox | None = None
        self._kept: OrderedDict[Key, bytes] = OrderedDict()

    def page(self, path: Path, number: int, lit: tuple[Lit, ...]) -> bytes | None:
        """A page of the file at a path as a PNG with some of its lines lit; None where it cannot be drawn.

        Raises `SandboxFailed` where no walled process can be started.
        """
        if not path.is_file():  # erased, or never kept: what was drawn of it is not shown either
            return None
        key = (path, number, lit)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            if self._sandbox is None:
                self._sandbox = Sandbox(workers=1, reader=DRAWER).__enter__()
            png = next(draw_page(self._sandbox, path, Drawing(number, SCALE, lit)), None)
            if png is not None:
                self._kept[key] = png
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            return png

    def close(self) -> None:
        """End the process behind the walls, where one was started; the next page starts another."""
        with self._lock:
            if self._sandbox is not None:
                self._sandbox.__exit__(None, None, None)
                self._sandbox = None
