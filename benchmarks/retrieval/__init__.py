"""How well searches find what they should, arm by arm and fused: `make bench-retrieval`."""
