"""The finder of parties in Chinese texts."""
