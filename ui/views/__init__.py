"""The pages, one file each, and the parts that they share. They talk to the API alone."""
