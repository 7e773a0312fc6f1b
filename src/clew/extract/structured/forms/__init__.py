"""Published forms of ownership data that need no mapping: FollowTheMoney, BODS 0.4, GLEIF level 2."""

from clew.extract.structured.forms.known import Form, form_claims, form_of

__all__ = ["Form", "form_claims", "form_of"]
