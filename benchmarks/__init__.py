"""Benchmarks: one command a figure. They read real texts from a folder given by `--data`; none of it is kept here."""
