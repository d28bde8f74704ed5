"""The embedded engine: an index of plain files in one folder, read and written in-process.

Words live in tantivy, everything that is counted, filtered or compared by number lives in flat files beside it, and
tantivy's commit is the one that counts: it holds how much of the flat files belongs to it.
"""

from indexer.engine.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
