"""The third floor: what can be asked of the knowledge base, over HTTP or in-process."""
