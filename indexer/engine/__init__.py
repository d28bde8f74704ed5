"""Engines: where an index lives. `protocol` says what every engine can do; each other room is one engine."""
