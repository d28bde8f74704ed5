"""The top floor: what people touch, the command line and the pages."""
