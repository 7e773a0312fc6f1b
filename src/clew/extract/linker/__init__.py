"""A small trained model that reads, beside the frames, which pairs of parties in a text stand in which relation."""
