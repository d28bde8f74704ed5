"""The errors of the third floor.

::

    SearchApiError
    ├── BadQuestion        a filter, mode, page or size that cannot be answered
    ├── BadUpload          no file, a file too large, or a mapping that is no mapping
    ├── UploadTooLarge     more bytes than an upload may have
    ├── UploadNotKept      the disk is full or may not be written to
    ├── Gone               the achievement was there and has been deleted
    ├── CheckInterrupted   a process that compares submissions ended before its time
    ├── IndexBehind        the index has not seen all that is in the store
    └── WrongPassage       a passage does not stand where it is said to

Every error carries its Chinese message, with the bad value and what mends it, in `str(error)`.
"""


class SearchApiError(Exception):
    """Base of all errors of this floor; its text is fit to be shown to a person."""


class BadQuestion(SearchApiError):
    """The question names an unknown field or mode, or a page or size out of range."""


class BadUpload(SearchApiError):
    """The upload has no file, or its mapping cannot be read."""


class UploadTooLarge(SearchApiError):
    """The upload has more bytes than the settings allow."""


class UploadNotKept(SearchApiError):
    """An upload could not be written to disk."""


class CheckInterrupted(SearchApiError):
    """A process that compares submissions was ended from outside, or for want of memory; what it answered stays."""


class Gone(SearchApiError):
    """The achievement has been deleted; its number is never used again."""


class IndexBehind(SearchApiError):
    """The index lacks what was written last, so a check would overlook it."""


class WrongPassage(SearchApiError):
    """A passage of a report does not stand in the raw text at its offsets: a fault of the program."""
