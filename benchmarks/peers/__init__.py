"""Other tools in the same task, for figures side by side; optional, see the extra `bench`."""
