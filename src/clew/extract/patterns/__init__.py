"""Languages without a parser: clause patterns over the words of a sentence, as data, and an engine that reads them."""
