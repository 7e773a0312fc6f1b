"""The long proofs that nothing is trusted and nothing is lost; a short form of each runs with all other tests."""
