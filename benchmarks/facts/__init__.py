"""How well facts are read from texts, and how fast."""
