"""Where lists live: every version immutable under its SHA-256, ready to be searched, the newest of each in force."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from clew.errors import DiskFull, NoListAdded, NoSuchList
from clew.names.prepare import Preparer
from clew.records import Listing, ListVersion
from clew.screen.importing import ImportedList
from clew.screen.list_index import ListIndex, OpenList, names_of, open_file
from clew.screen.name_index import INDEX_FORMAT, build_index, load_index, save_index

VERSION, LISTINGS, PLACES, CURRENT, BEFORE = "version.json", "listings.jsonl", "places.npy", "current", "before"
SCREENED = "screened"
"""The file in a version's folder that says that a case was screened against it."""
INDEX = f"index-{INDEX_FORMAT}"
KEPT = 3
"""How many versions of a list are kept, beside those that cases were screened against."""


class Library:
    """A folder of lists: `lists/<name>/<sha256>/` for each version, `lists/<name>/current` names the one in force."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "lists"

    def add(self, imported: ImportedList) -> ListVersion:
        """Keep a list and put it in force; when it returns, it is whole. Adding the same again changes nothing.

        Older versions beyond the newest three are dropped, unless a case was screened against them.
        Raises `DiskFull`; then the old version stays in force.
        """
        version = imported.version
        folder = self._folder / version.name
        target = folder / version.sha256
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                partial = Path(tempfile.mkdtemp(dir=folder, prefix=".partial-"))
                try:
                    _write(imported, partial)
                    partial.replace(target)
                except BaseException:
                    shutil.rmtree(partial, ignore_errors=True)
                    raise
            held = self._current(version.name)
            if held and held != version.sha256:
                _swap(folder / BEFORE, held)
            _swap(folder / CURRENT, version.sha256)
        except OSError as error:
            raise DiskFull(target, error.strerror or str(error)) from error
        self._prune(folder, version.sha256)
        return _version(target)

    def versions(self) -> tuple[ListVersion, ...]:
        """All versions kept, by name, the one in force last of its name."""
        found = []
        for name in sorted(path.name for path in self._folder.glob("*") if path.is_dir()):
            current = self._current(name)
            versions = [_version(path.parent) for path in sorted((self._folder / name).glob(f"*/{VERSION}"))]
            found += sorted(versions, key=lambda version: (version.sha256 == current, version.imported))
        return tuple(found)

    def newest(self, names: Sequence[str] | None = None) -> tuple[ListVersion, ...]:
        """The versions in force, of all lists or of the named ones. Raises `NoSuchList`, `NoListAdded`."""
        known = tuple(version for version in self.versions() if self._current(version.name) == version.sha256)
        by_name = {version.name: version for version in known}
        missing = [name for name in names or () if name not in by_name]
        if missing:
            raise NoSuchList(missing[0], tuple(by_name))
        if not known:
            raise NoListAdded
        return tuple(by_name[name] for name in (names or by_name))

    def in_force(self, name: str) -> ListVersion | None:
        """The version of a list that is in force, None where there is none."""
        return next((one for one in self.versions() if one.name == name and one.sha256 == self._current(name)), None)

    def before(self, version: ListVersion) -> ListVersion | None:
        """The version of the same list that was in force before this one, None where none is kept."""
        pointer = self._folder / version.name / BEFORE
        if version.sha256 == self._current(version.name) and pointer.exists():
            held = pointer.read_text(encoding="utf-8").strip()
            found = next((one for one in self.versions() if one.name == version.name and one.sha256 == held), None)
            if found is not None:
                return found
        older = [one for one in self.versions() if one.name == version.name and one.imported < version.imported]
        return max(older, key=lambda one: one.imported, default=None)

    def listings(self, version: ListVersion) -> tuple[Listing, ...]:
        """All listings of a version. Raises `NoSuchList` where it is no longer kept."""
        return _listings(self._folder_of(version))

    def keep(self, versions: Iterable[ListVersion]) -> None:
        """Keep versions for good: a case has been screened against them, and is to be shown so on any later day."""
        for version in versions:
            (self._folder_of(version) / SCREENED).touch()

    def open(self, versions: Iterable[ListVersion]) -> ListIndex:
        """Open versions for searching. Raises `NoSuchList` where one is no longer kept."""
        return ListIndex(tuple(self._open(version) for version in versions))

    def _folder_of(self, version: ListVersion) -> Path:
        folder = self._folder / version.name / version.sha256
        if not (folder / VERSION).exists():
            known = tuple(f"{one.name} {one.sha256[:12]}" for one in self.versions())
            raise NoSuchList(f"{version.name} {version.sha256[:12]}", known)
        return folder

    def _open(self, version: ListVersion) -> OpenList:
        folder = self._folder_of(version)
        places = np.load(folder / PLACES, mmap_mode="r")
        if not (folder / INDEX).exists():
            _write_index(_listings(folder), folder)
        return open_file(version, load_index(folder / INDEX), folder / LISTINGS, places)

    def _current(self, name: str) -> str:
        path = self._folder / name / CURRENT
        return path.read_text(encoding="utf-8").strip() if path.exists() else ""

    def _prune(self, folder: Path, current: str) -> None:
        versions = sorted((_version(path.parent) for path in folder.glob(f"*/{VERSION}")), key=lambda one: one.imported)
        old = [version for version in versions if version.sha256 != current][: -(KEPT - 1)]
        for version in old:
            if (folder / version.sha256 / SCREENED).exists():
                continue
            shutil.rmtree(folder / version.sha256, ignore_errors=True)


def _write(imported: ImportedList, folder: Path) -> None:
    """Write a version whole: its listings a line each with their places, its index, and last what it is."""
    places = [0]
    with (folder / LISTINGS).open("wb") as file:
        for listing in imported.listings:
            places.append(places[-1] + file.write(msgspec.json.encode(listing) + b"\n"))
        file.flush()
        os.fsync(file.fileno())
    np.save(folder / PLACES, np.array(places, np.int64))
    _write_index(imported.listings, folder)
    with (folder / VERSION).open("w", encoding="utf-8") as file:
        json.dump(asdict(imported.version), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())


def _write_index(listings: Sequence[Listing], folder: Path) -> None:
    """Build the index of a version beside its listings; an index of an older Clew is built again on opening."""
    partial = Path(tempfile.mkdtemp(dir=folder, prefix=".index-"))
    save_index(build_index(names_of(listings), Preparer()), partial)
    try:
        partial.replace(folder / INDEX)
    except OSError:
        shutil.rmtree(partial, ignore_errors=True)
        if not (folder / INDEX).exists():
            raise


def _listings(folder: Path) -> tuple[Listing, ...]:
    """All listings of a version."""
    lines = (folder / LISTINGS).read_bytes().splitlines()
    return tuple(msgspec.json.decode(line, type=Listing) for line in lines)


def _version(folder: Path) -> ListVersion:
    told: dict[str, Any] = json.loads((folder / VERSION).read_text(encoding="utf-8"))
    return ListVersion(**told)


def _swap(pointer: Path, digest: str) -> None:
    partial = pointer.with_name(f".{pointer.name}.{os.getpid()}")
    partial.write_text(digest + "\n", encoding="utf-8")
    partial.replace(pointer)
