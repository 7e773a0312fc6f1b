"""One module for each language: its parser's output turned into the neutral form of `clew.extract.sentence`."""
