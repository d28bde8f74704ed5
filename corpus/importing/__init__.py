"""Importing: messy tables and forms are read into achievements, and these are written into the store."""
