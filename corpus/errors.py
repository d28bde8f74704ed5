"""The errors of the ground floor.

::

    CorpusError
    ├── ImportProblem            a file that cannot be read as a table of achievements
    │   ├── UnreadableFile       corrupt, encrypted, not what its ending says, a zip bomb
    │   ├── NoTable              nothing in it looks like a header with a title column
    │   └── BadMapping           a mapping file that names unknown fields or headers
    ├── StoreProblem             the record store cannot do what was asked
    │   ├── StoreUnavailable     cannot be opened, locked, read-only, disk full, server gone
    │   ├── StoreOutdated        made by a newer version of the program
    │   ├── NotFound             no record has this id
    │   ├── DealChanged          somebody else changed the deal in the meantime
    │   └── ProfileChanged       somebody else changed the weights in the meantime
    ├── InvalidDeal              a deal, or a step of one, that breaks a rule
    ├── DoubtfulDeal             a deal that may be right and has to be confirmed
    │   └── DealTwice            the same deal is there and still open
    └── InvalidAchievement       a record that breaks the rules of its fields

Every error carries its Chinese message, with the bad value and what mends it, in `str(error)`.
"""


class CorpusError(Exception):
    """Base of all errors of this floor; its text is fit to be shown to a person."""


class ImportProblem(CorpusError):
    """A whole file could not be imported; nothing of it was written."""


class UnreadableFile(ImportProblem):
    """The file is corrupt, encrypted, dangerous, or not of the kind its name says."""


class NoTable(ImportProblem):
    """No header row with a title column was found anywhere in the file."""


class BadMapping(ImportProblem):
    """A mapping names a field that does not exist or a header that is not there."""


class StoreProblem(CorpusError):
    """The record store cannot do what was asked."""


class StoreUnavailable(StoreProblem):
    """The store cannot be reached or written to: locked, read-only, full, or gone."""


class StoreOutdated(StoreProblem):
    """The store was written by a newer version of the program than this one."""


class NotFound(StoreProblem):
    """No record has the id that was asked for."""


class InvalidAchievement(CorpusError):
    """A record breaks the rules of its fields."""


class DealChanged(StoreProblem):
    """A deal was changed after it was read by whoever wants to change it; nothing was overwritten."""


class ProfileChanged(StoreProblem):
    """A profile of weights was changed after it was read by whoever wants to change it; nothing was overwritten."""


class InvalidDeal(CorpusError):
    """A deal or one of its steps breaks a rule: an amount, a date, a stage."""


class DoubtfulDeal(CorpusError):
    """A deal holds something unusual; it is taken as it is once a person has confirmed it."""


class DealTwice(DoubtfulDeal):
    """The same achievement is already on its way to the same taker. `existing` is the id of that deal."""

    def __init__(self, message: str, existing: int) -> None:
        super().__init__(message)
        self.existing = existing
