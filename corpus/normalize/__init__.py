"""Cleaning text for comparison while keeping the way back to the raw characters."""
