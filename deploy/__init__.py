"""Running what stands around the program."""
