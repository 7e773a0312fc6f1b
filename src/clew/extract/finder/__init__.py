"""The finder: an encoder that marks who and what is named or described in a Chinese text, beside the rules."""
