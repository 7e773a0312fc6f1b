"""Everything that Clew raises: one root, one class for each failure, each saying what to do.

A fault in the *material* (a broken file, a bad row) is not an error but a `Problem`, a value that travels
with the results. These classes are for our own mistakes, the machine's, and wrong use.
"""

from pathlib import Path


class ClewError(Exception):
    """Root of all errors that Clew raises on purpose; its text is meant for the user."""


class UsageError(ClewError):
    """A command was called in a way that cannot be carried out (exit code 2)."""


class NoSuchPath(ClewError):
    """A path that the user named does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} does not exist; name a file or folder that does")


class NoSuchName(ClewError):
    """A name that the user gave (an entity, a document, a claim) is not in the case."""

    def __init__(self, kind: str, name: str, near: tuple[str, ...] = ()) -> None:
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"the case has no {kind} {name!r}{hint}")


class NotTheLastDecision(ClewError):
    """A decision is to be taken back that is not the last in force: another came since, or it was taken back."""

    def __init__(self) -> None:
        super().__init__("that decision is not the last in force any more; look at the log, and take back the last one")


class LedgerError(ClewError):
    """The ledger cannot be opened, read or written."""


class NotACase(LedgerError):
    """A folder was given as a case and is none."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not a case (no ledger in it); make one with: clew new {path}")


class CaseExists(LedgerError):
    """A case is to be made where something stands already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} already holds files; give a new or empty folder")


class CaseTooNew(LedgerError):
    """A case was written by a newer Clew than this one."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(f"{path} has ledger format {found}, this Clew knows up to {known}; install a newer Clew")


class DriverTooOld(LedgerError):
    """The SQLite that the interpreter carries has a fault that can lose data."""

    def __init__(self, found: str, needed: str) -> None:
        super().__init__(
            f"SQLite {found} was found, {needed} or newer is needed (older ones can corrupt a ledger); run: make setup"
        )


class LedgerBusy(LedgerError):
    """Another process holds the case's ledger for writing and did not let go in time."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"another process is writing to {path}; wait for it to end and try again")


class LedgerGrew(LedgerError):
    """An entry of a kind came in since its writer looked, so that what it rests on may not hold any more."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"somebody else wrote to {path} at the same moment; look again and try again")


class StoreUnreachable(LedgerError):
    """The database that a ledger is to stand in cannot be reached."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(
            f"the ledger at {address} cannot be reached: {why}; check the address and that the server runs"
        )


class DiskFull(LedgerError):
    """The disk refused a write; nothing that was acknowledged is lost."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"could not write to {path}: {why}; see that its folder is there, may be written and has space left, then "
            "run the command again: it goes on where it stopped"
        )


class LedgerUnreadable(LedgerError):
    """The ledger cannot be read at the moment, whatever is in it."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} cannot be read at the moment: {why}; see that its folder is there and its disk has a little space "
            "left, then look with: clew verify"
        )


class LedgerDamaged(LedgerError):
    """What the ledger or its blobs hold is not what was written; no answer is given from it."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} is damaged: {why}; see what else does not hold with: clew verify, then restore a back-up "
            "with: clew restore"
        )


class BadBackup(LedgerError):
    """A file was given as a back-up and is none, or is not whole."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} is not a whole back-up: {why}; take another one")


class ReadError(ClewError):
    """A document cannot be given to a reader at all."""


class SandboxFailed(ReadError):
    """The processes that documents are read in cannot be started."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the sandbox for reading documents cannot be used: {why}; run: clew doctor")


class ExtractError(ClewError):
    """The extractor cannot be set up."""


class BadFrame(ExtractError):
    """A frame table holds an entry that cannot be used."""

    def __init__(self, path: Path | str, line: int, why: str) -> None:
        super().__init__(f"{path}:{line}: {why}; see docs/how-to/write-a-frame.md")


class BadMapping(ExtractError):
    """A mapping of columns to claims cannot be used."""

    def __init__(self, path: Path | str, why: str) -> None:
        super().__init__(f"{path}: {why}; see docs/how-to/map-a-table.md")


class ModelMissing(ExtractError):
    """A language package that the extractor needs is not installed."""

    def __init__(self, package: str, language: str) -> None:
        super().__init__(f"the package {package} ({language}) is not installed; run: make setup")


class BadGold(ExtractError):
    """A gold set, or a file of floors, cannot be used."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        where = f"{path}:{line}" if line else str(path)
        super().__init__(f"{where}: {why}; see docs/how-to/evaluate.md")


class ScreenError(ClewError):
    """A sanctions list cannot be imported or used."""


class UnknownListForm(ScreenError):
    """A file was given as a sanctions list and has none of the known forms."""

    def __init__(self, path: Path, found: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"{path} is not a list in a known form ({found}); known forms: {', '.join(known)}; name one with --as"
        )


class BrokenList(ScreenError):
    """A list has a known form but is cut off or otherwise not whole."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} is not whole: {why}; fetch it again, the list in force stays as it was")


class NoSuchList(ScreenError):
    """A list was named that has not been added."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        have = ", ".join(known) if known else "none"
        super().__init__(f"no list is named {name!r} (added: {have}); add one with: clew lists add FILE")


class FetchFailed(ScreenError):
    """A list could not be fetched from its publisher."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(
            f"nothing was taken from {address}: {why}; the list in force stays as it was. Try again later, or download "
            "the file yourself and give it to: clew lists add"
        )


class ListShrank(ScreenError):
    """A new version of a list has lost so many entries that it may not be whole."""

    def __init__(self, name: str, before: int, after: int) -> None:
        super().__init__(
            f"{name} has {after:,} entries, the version in force has {before:,}: more than a tenth is gone; the "
            "version in force stays. If the publisher did take that many off, say --accept-shrinking"
        )


class NoPublisher(ScreenError):
    """A list was to be fetched that no publisher in the table offers."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no publisher offers a list {name!r}; known: {', '.join(known)}")


class NoListAdded(ScreenError):
    """Something was to be held against lists, and there are none."""

    def __init__(self) -> None:
        super().__init__(
            "no list has been added yet, so there is nothing to screen against; add one with: clew lists add FILE"
        )


class TraceError(ClewError):
    """Paths or ownership cannot be computed as asked."""


class ReportError(ClewError):
    """A dossier or an export cannot be written as asked."""


class TooManyRows(ReportError):
    """A table of an export is longer than its form can hold."""

    def __init__(self, form: str, table: str, rows: int, most: int) -> None:
        super().__init__(f"{form} holds {most:,} rows a table and {table} has {rows:,}; take csv or json instead")


class UnknownReportForm(ReportError):
    """A dossier was asked for in a form that Clew does not write."""

    def __init__(self, path: Path, known: tuple[str, ...]) -> None:
        super().__init__(f"cannot write {path.name}: its ending says no known form; known: {', '.join(known)}")


class ExtraMissing(ReportError):
    """A form needs an optional package that is not installed."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs an optional package; run: pip install 'clew[{extra}]'")


class ServeError(ClewError):
    """The workbench cannot be served as asked."""


class ListensBeyondLoopback(ServeError):
    """The workbench would be reachable from the network without what keeps strangers out."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} can be reached from the network: give the names that it may be called by (--name, for instance "
            "that of a server with TLS before it) and leave out --open-reading; or listen on 127.0.0.1"
        )


class PortTaken(ServeError):
    """Another program listens where the workbench is to listen."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(f"cannot listen on {host}:{port}: {why}; end the other program or take another --port")
