"""From a document to its claims: parse, find names, match frames, attribute, qualify, and hold each quote to the text."""
