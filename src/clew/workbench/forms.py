"""Forms as they come in: checked for the proof that a page of ours made them, and read once."""

from collections.abc import Mapping

from fastapi import HTTPException, Request
from starlette.datastructures import FormData

from clew.workbench.desk import caller_of, desk_of
from clew.workbench.guard import SAFE

PROOF, PROOF_HEADER = "proof", "x-clew-proof"


async def checked_form(request: Request) -> None:
    """Refuse a post of a browser that lacks the proof; callers with a token in the header need none."""
    if request.method in SAFE:
        return
    caller = caller_of(request)
    kind = request.headers.get("content-type", "").lower()
    form: FormData | None = None
    if caller.cookie and kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        try:
            form = await request.form()
        except UnicodeError as error:  # a character set that the form names, and that reads nothing
            raise HTTPException(400, "A form in UTF-8 is expected.") from error
    request.state.form = form
    if not caller.cookie:
        return
    shown = str(form.get(PROOF, "")) if form is not None else ""
    shown = shown or request.headers.get(PROOF_HEADER, "")
    if not desk_of(request).keys.proves(caller.cookie, shown):
        raise HTTPException(403, "This form is too old or not one of ours. Go back, load the page anew and try again.")


def fields(request: Request) -> Mapping[str, str]:
    """The text fields of the form that came in, the last of each name."""
    form = request.state.form
    return {name: _plain(value) for name, value in form.multi_items() if isinstance(value, str)} if form else {}


def chosen(request: Request, name: str) -> tuple[str, ...]:
    """All values of one field of the form that came in."""
    form = request.state.form
    return (
        tuple(_plain(value) for key, value in form.multi_items() if key == name and isinstance(value, str))
        if form
        else ()
    )


def _plain(value: str) -> str:
    """A value without what no UTF-8 can hold, for it is written down and shown again."""
    return value.encode("utf-8", "replace").decode()
