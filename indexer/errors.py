"""The errors of the second floor.

::

    IndexerError
    ├── IndexMissing        there is no index yet: `innokb index`
    ├── IndexMismatch       made with another encoder, dictionary or schema: `innokb index --rebuild`
    ├── IndexBusy           another process writes it; the message names the holder
    ├── IndexUnavailable    cannot be read or written: read-only folder, full disk, server gone
    ├── IndexDamaged        its files contradict each other: `innokb index --rebuild`
    ├── EncoderUnavailable  the encoder that the settings name cannot be loaded
    ├── BadDictionary       a line of a term or synonym file that cannot be read
    └── TrainingFailed      an encoder cannot be trained from what was given

Every error carries its Chinese message, with the bad value and what mends it, in `str(error)`.
"""


class IndexerError(Exception):
    """Base of all errors of this floor; its text is fit to be shown to a person."""


class IndexMissing(IndexerError):
    """There is no index yet."""


class IndexMismatch(IndexerError):
    """The index was made with another encoder, dictionary or schema than the settings name."""


class IndexBusy(IndexerError):
    """Another process is writing the index."""


class IndexUnavailable(IndexerError):
    """The index cannot be read or written at the moment."""


class IndexDamaged(IndexerError):
    """The index files contradict each other."""


class EncoderUnavailable(IndexerError):
    """The encoder that the settings name cannot be loaded."""


class BadDictionary(IndexerError):
    """A file of user terms or synonyms cannot be read; the message names the file, the line and what is wrong."""


class TrainingFailed(IndexerError):
    """An encoder cannot be trained: samples that cannot be read, too few of them, or no place to write to."""
