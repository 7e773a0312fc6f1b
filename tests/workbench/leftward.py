"""A small case of our own whose parties are named in Arabic and Hebrew beside English words, held against a list."""

import gzip
import json
from pathlib import Path

from clew.ledger import append, claim_draft, document_draft, extraction_draft, new_case, sha256
from clew.pipeline import screen_case
from clew.records import Claim, Document, Mention, Quote, Source, Span
from clew.screen import Library, import_list
from clew.vocabulary import EntityType, Predicate, Qualifier, SourceKind, Status

PALM, PALM_TWO, COAST, MAN = "شركة النخيل 7 للتجارة (م.م)", 'חברת הדקל 12 בע"מ', "مصنع الساحل", "يوسف الراوي"
AMBER = "Amber Works"

Stated = tuple[Predicate, str, str, str, dict[Qualifier, str], Status]


def _pumps(many: str) -> Stated:
    return (
        Predicate.SUPPLIES,
        PALM,
        PALM_TWO,
        f"{PALM} supplied {many} pumps to {PALM_TWO} in 2023-03",
        {Qualifier.QUANTITY: many, Qualifier.PRODUCT: "مضخة 40", Qualifier.WHEN: "2023-03"},
        Status.ASSERTED,
    )


STATED: tuple[Stated, ...] = (
    _pumps("forty"),
    (Predicate.SUPPLIES, PALM_TWO, COAST, f"{PALM_TWO} may have supplied {COAST}", {}, Status.POSSIBLE),
    (Predicate.OWNS, MAN, PALM, f"{MAN} owns 60% of {PALM}", {Qualifier.SHARE: "60%"}, Status.ASSERTED),
    (Predicate.OWNS, COAST, PALM_TWO, f"{COAST} owns 40% of {PALM_TWO}", {Qualifier.SHARE: "40%"}, Status.ASSERTED),
    (Predicate.SUPPLIES, COAST, AMBER, f"{COAST} supplied {AMBER}", {Qualifier.WHEN: "2024"}, Status.ASSERTED),
    (Predicate.SUPPLIES, PALM, COAST, f"{PALM} denied a delivery to {COAST}", {}, Status.DENIED),
    (Predicate.SUPPLIES, PALM, COAST, f"{PALM} delivered to {COAST}", {Qualifier.WHEN: "2022"}, Status.ASSERTED),
)
RETOLD: tuple[Stated, ...] = (_pumps("sixty"),)


def made(folder: Path, name: str = "nakhil") -> Path:
    """The case in a folder, its list beside it."""
    case = new_case(folder / name)
    for file, title, told in (("تقرير 3.txt", "تقرير عن التوريد (2024), 3", STATED), ("b.txt", "Report B", RETOLD)):
        text = "".join(f"{one[3]}.\n" for one in told)
        document = Document(
            *(sha256(text.encode()), file, "text/plain", "en", text, (Span(0, len(text)),)),
            title=title,
            publisher="صحيفة المرفأ 9",
            published="2024-05-01",
        )
        claims = tuple(_claim(document, one) for one in told)
        drafts = [document_draft(document, case.blobs.put_text(text)), *map(claim_draft, claims)]
        append(case, [*drafts, extraction_draft(document.id, "test", claims, ())], "ana")
    rows = [
        {"id": "L1", "schema": "Company", "names": [COAST]},
        {"id": "L2", "schema": "Company", "names": ["شركة النخيل 7 للتجاره المحدودة"]},
    ]
    path = folder / "index.jsonl.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    library = Library(folder / "lists")
    library.add(import_list([path]))
    screen_case(case, library, None, "ana")
    return case.folder


def _claim(document: Document, told: Stated) -> Claim:
    predicate, subject, object_, words, qualifiers, status = told
    start = document.text.index(words)
    return Claim(
        doc=document.name,
        quote=Quote(document.id, start, start + len(words)),
        text=words,
        predicate=predicate,
        subject=Mention(subject, EntityType.PERSON if subject == MAN else EntityType.COMPANY),
        object=Mention(object_, EntityType.COMPANY),
        status=status,
        qualifiers=qualifiers,
        values={key: value for key, value in qualifiers.items() if key is Qualifier.WHEN}
        | ({Qualifier.SHARE: qualifiers[Qualifier.SHARE].rstrip("%")} if Qualifier.SHARE in qualifiers else {}),
        sources=(Source("وزارة التجارة 4", SourceKind.OFFICIAL),),
        confidence=0.4,
    )
