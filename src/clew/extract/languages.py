"""Which language a document is in, who parses it, how its names are found, and what its tables say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from clew.extract.names.collect import LABELS, Marked
from clew.extract.names.lexicon import Lexicon, load_lexicon
from clew.extract.names.register import Register
from clew.extract.names.register import register as english_names
from clew.extract.names.russian import register as russian_names
from clew.extract.parse import chinese, russian
from clew.extract.parse.chinese import ChineseParser, SegmentedText
from clew.extract.parse.english import EnglishParser, Parsed
from clew.extract.parse.russian import RussianParser
from clew.extract.parse.ukrainian import Bridge, UkrainianWords
from clew.names import romanise
from clew.records import Claim, Document, Mention

NOT_COVERED = ""
_COVERED = frozenset({"en", "ru", "uk", "zh"})


@dataclass(frozen=True)
class Bridged:
    """A document parsed in another language than its own, and the way back to its own words."""

    bridge: Bridge
    parsed: Parsed


@dataclass(frozen=True)
class Parsers:
    """The parsers; that of any language but English is loaded when the first document in it comes."""

    english: EnglishParser

    @cached_property
    def russian(self) -> RussianParser:
        """Natasha's models; raises `ModelMissing` where they are not installed."""
        return RussianParser()

    @cached_property
    def ukrainian(self) -> UkrainianWords:
        """Ukrainian words put into Russian; raises `ModelMissing` where the Russian models are not installed."""
        return UkrainianWords(self.russian.dictionary)

    @cached_property
    def chinese(self) -> ChineseParser:
        """Lac's model; raises `ModelMissing` where it is not installed."""
        return ChineseParser()

    @property
    def version(self) -> str:
        """Names and versions of all models, whether loaded or not."""
        return f"{self.english.version}; {russian.model_version()}; {chinese.model_version()}"

    def parse(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, Parsed | SegmentedText | Bridged | None]]:
        """The documents in order with their sentences, parsed or only cut into words; None for other languages."""
        for language, run in groupby(documents, key=language_of):
            if language == "en":
                yield from self.english.parse(run)
            elif language == "ru":
                yield from self.russian.parse(run)
            elif language == "uk":
                for document in run:
                    bridge = self.ukrainian.bridge(document)
                    for _, parsed in self.russian.parse([bridge.russian]):
                        yield document, Bridged(bridge, parsed)
            elif language == "zh":
                yield from self.chinese.parse(run)
            else:
                yield from ((document, None) for document in run)


def language_of(document: Document) -> str:
    """The language by whose rules a document is read; "" where there are none."""
    return document.language if document.language in _COVERED else NOT_COVERED


def in_latin(claim: Claim) -> Claim:
    """The claim with a Latin form beside each name in another script; names in Latin letters and descriptions stay."""
    return replace(claim, subject=_latin(claim.subject), object=_latin(claim.object))


def _latin(mention: Mention | None) -> Mention | None:
    if mention is None or mention.described or mention.latin or mention.name.isascii():
        return mention
    return replace(mention, latin=romanise(mention.name))


def names_of(document: Document, parsed: Parsed) -> tuple[Register, Lexicon]:
    """The names of a parsed document and the tables of its language."""
    language = language_of(document)
    lexicon = load_lexicon(language)
    if language == "ru":
        return russian_names(parsed.sentences, parsed.entities, document.text, lexicon), lexicon
    marked = [[Marked(e.first, e.last, LABELS.get(e.label)) for e in entities] for entities in parsed.entities]
    return english_names(parsed.sentences, marked, document.text, lexicon), lexicon
