"""From a document to its claims: parse, find names, match frames, attribute, qualify, hold each quote to the text."""
