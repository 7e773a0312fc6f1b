"""Where in the workbench a party, relation, quote or document stands."""

from urllib.parse import quote


class PageLinks:
    """Addresses of the pages, in the form that the pictures of reports take."""

    def party(self, entity: str) -> str:
        """The page of an entity."""
        return f"/entities/{quote(entity, safe='')}"

    def relation(self, relation: str) -> str:
        """The page of a relation."""
        return f"/relations/{quote(relation, safe='')}"

    def quote(self, claim: str) -> str:
        """The claim's quote, lit in its document."""
        return f"/claims/{quote(claim, safe='')}"

    def document(self, document: str) -> str:
        """The page of a document."""
        return f"/documents/{quote(document, safe='')}"
