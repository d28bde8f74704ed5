"""How well handed-in repeats are found: repeats of known kinds, planted in real texts: `make bench-duplicates`."""
