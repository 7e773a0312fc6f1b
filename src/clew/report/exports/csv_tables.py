"""CSV: a folder with one table each of parties, relations, claims, hits and documents, safe in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from clew.records import Document, Findings, Hit, inert
from clew.report.exports.rows import claim_row, clean, edge_row, edges, entity_row, listed

Row = Mapping[str, str | int | float]


def tables(findings: Findings) -> Iterator[tuple[str, list[Row]]]:
    """The tables by name: entities, relations, claims, hits, documents."""
    hits = listed(findings)
    yield "entities", [entity_row(entity, hits.get(entity.id, ())) for entity in findings.entities]
    yield "relations", [edge_row(edge) for edge in edges(findings)]
    yield "claims", [claim_row(claim, findings) for claim in findings.claims]
    yield "hits", [_hit_row(hit) for each in hits.values() for hit in each]
    yield "documents", [_document_row(document) for document in findings.documents]


def csv_tables(findings: Findings) -> Iterator[tuple[str, bytes]]:
    """One file for each table, in UTF-8 with a byte-order mark, which spreadsheets need to see it."""
    for name, rows in tables(findings):
        yield f"{name}.csv", ("\ufeff" + written(rows)).encode()


def written(rows: Sequence[Row], columns: Iterable[str] = ()) -> str:
    """The rows as CSV text (RFC 4180); the columns are those of the first row where none are named."""
    names = list(columns) or (list(rows[0]) if rows else [])
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([inert(told) if isinstance(told := row[name], str) else told for name in names] for row in rows)
    return out.getvalue()


def _hit_row(hit: Hit) -> Row:
    return {
        "entity": hit.entity,
        "name": clean(hit.name),
        "listing": hit.listing.id,
        "listed_name": clean(hit.listed_name),
        "list": hit.version.name,
        "list_date": hit.version.date or "",
        "score": hit.score,
        "state": str(hit.state),
        "signals": "; ".join(f"{clean(signal.says)} {signal.value:+.2f}" for signal in hit.signals),
    }


def _document_row(document: Document) -> Row:
    return {
        "sha256": document.id,
        "name": clean(document.name),
        "title": clean(document.title or ""),
        "publisher": clean(document.publisher or ""),
        "published": document.published or "",
        "url": clean(document.url or ""),
        "language": document.language,
        "media_type": document.media_type,
    }
