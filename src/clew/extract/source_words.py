"""The words by which a text says on whose word it states something, from the reviewed table of each language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from clew.extract.sentence import Sentence
from clew.extract.tables import table_of
from clew.vocabulary import SourceKind


@dataclass(frozen=True)
class SourceWords:
    """The words of attribution of one language, and the names that a document itself tells to be media (`told`)."""

    says: frozenset[str]
    shows: frozenset[str]
    objects: frozenset[str]
    utterances: frozenset[str]
    given: frozenset[str]
    seen: frozenset[str]
    accuse: frozenset[str]
    prepositions: frozenset[str]
    accounts: frozenset[str]
    kinds: Mapping[str, SourceKind]
    analyst_names: frozenset[str]
    media_names: frozenset[str]
    retellings: frozenset[str]
    media_nouns: frozenset[str]
    links: frozenset[str]
    summaries: frozenset[str]
    contents: frozenset[str]
    convictions: frozenset[str]
    emerges: frozenset[str]
    passed: frozenset[str]
    kept: frozenset[str]
    talks: frozenset[str]
    speaks: frozenset[str]
    leans: frozenset[str]
    trusted: frozenset[str]
    reporters: frozenset[str]
    inserted: frozenset[str]
    naming: frozenset[str]
    papers: frozenset[str]
    going_on: frozenset[str]
    media_first: frozenset[str]
    penalises: frozenset[str]
    penalties: frozenset[str]
    finite: frozenset[str]
    written: frozenset[str]
    told: frozenset[str] = frozenset()

    def says_at(self, sentence: Sentence, verb: int) -> bool:
        """Whether a verb is one of saying, alone ("say") or with the words behind it ("let it be known")."""
        lemma = sentence.tokens[verb].lemma
        if lemma in self.says:
            return True
        behind = [token.text.lower() for token in sentence.tokens[verb + 1 : verb + 4]]
        return any(" ".join((lemma, *behind[:count])) in self.says for count in (1, 2, 3))


@cache
def load_source_words(language: str = "en") -> SourceWords:
    """The shipped table of a language (English where a language has none)."""
    tables = table_of("sources.yaml")
    table = tables.get(language, tables["en"])

    def words(key: str) -> frozenset[str]:
        return frozenset(word.replace("_", " ") for word in table.get(key, "").split())

    kinds = {word: SourceKind(kind) for kind in reversed(list(table["kinds"])) for word in table["kinds"][kind].split()}
    return SourceWords(
        says=words("says"),
        shows=words("shows"),
        objects=words("objects"),
        utterances=words("utterances"),
        given=words("given"),
        seen=words("seen"),
        accuse=words("accuse"),
        prepositions=frozenset(table["prepositions"]),
        accounts=words("accounts"),
        kinds=kinds,
        analyst_names=words("analyst_names"),
        media_names=words("media_names"),
        retellings=words("retellings"),
        media_nouns=words("media_nouns"),
        links=words("links"),
        summaries=words("summaries"),
        contents=words("contents"),
        convictions=words("convictions"),
        emerges=words("emerges"),
        passed=words("passed"),
        kept=words("kept"),
        talks=words("talks"),
        speaks=words("speaks"),
        leans=words("leans"),
        trusted=words("trusted"),
        reporters=words("reporters"),
        inserted=words("inserted"),
        naming=words("naming"),
        written=words("written"),
        papers=words("papers"),
        going_on=words("going_on"),
        media_first=words("media_first"),
        penalises=words("penalises"),
        penalties=words("penalties"),
        finite=words("finite"),
    )
