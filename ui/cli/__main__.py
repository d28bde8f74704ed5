"""`python -m ui.cli` is `innokb`."""

from ui.cli import main

main()
