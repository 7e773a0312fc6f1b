"""The calls of pdfium that are made for every line and every object of a page, without a check of each argument.

What pypdfium2 declares of them makes ctypes look at each argument of each call, which takes several times as long as
the call itself. Here only what comes back is declared, so whoever calls must pass exactly what the comments say: the
handles as they come from pypdfium2 or from these calls, whole numbers that fit into 32 bits, and `Sides` for results.
"""

import ctypes
import struct
from collections.abc import Callable
from functools import partial
from itertools import accumulate
from typing import Any

import pypdfium2.raw as pdfium


class Handle(ctypes.c_void_p):
    """What pdfium calls an object by: a type of its own, so that it is handed on whole."""


def _quick(call: object, gives: Any = ctypes.c_int) -> Callable[..., Any]:
    """A function of pdfium by its place in memory."""
    place = ctypes.cast(call, ctypes.c_void_p).value  # type: ignore[arg-type]
    function: Callable[..., Any] = ctypes.PYFUNCTYPE(gives)(place or 0)
    return function


count_rects = _quick(pdfium.FPDFText_CountRects)
"""(text page, first character, their number): how many boxes there are around some characters."""
get_rect = _quick(pdfium.FPDFText_GetRect)
"""(text page, number of the box, four doubles): whether there is one: left, top, right, bottom."""
get_object = _quick(pdfium.FPDFPage_GetObject, Handle)
"""(page, number): an object of the page."""
get_font_size = _quick(pdfium.FPDFTextObj_GetFontSize)
"""(object, a float): whether it is a text: the size of its font."""
get_fill_color = _quick(pdfium.FPDFPageObj_GetFillColor)
"""(object, four unsigned numbers): whether it has one: red, green, blue, alpha."""
get_matrix = _quick(pdfium.FPDFPageObj_GetMatrix)
"""(object, six floats): whether it has one: a, b, c, d, e, f."""


class Sides:
    """Room for the numbers that calls give, by the type of each ("d" a double, "f" a float, "I" an unsigned number).

    `each` is what is passed to a call that wants them one by one; its first alone to one that wants them together.
    `values` gives the numbers that the last calls have left, `room` holds their bytes.
    """

    def __init__(self, types: str) -> None:
        shape = struct.Struct(f"={types}")
        self.room = bytearray(shape.size)
        held = (ctypes.c_char * shape.size).from_buffer(self.room)
        places = accumulate((struct.calcsize(f"={one}") for one in types[:-1]), initial=0)
        self.each = tuple(ctypes.byref(held, at) for at in places)
        self.values: Callable[[], tuple[Any, ...]] = partial(shape.unpack, self.room)
