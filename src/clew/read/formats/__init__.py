"""One module a format: each turns bytes into a `Body`, or says by a `Fault` why it cannot."""
