"""Needs and achievements: what answers a need and why, and which needs an achievement answers."""
