"""One reader for each form in which lists come: paths → listings, and problems where an entry cannot be read."""
