"""Numbers of what protects an achievement: patents, software copyrights, standards."""

import re
from typing import Final

PATENT: Final = re.compile(
    r"(?:ZL|CN|ZLCN)?\s*[.:]?\s*(?<![0-9])(?:(?:19|20)[0-9]{2}\s?[1-39]\s?[0-9]{7}|[0-9]{2}[1-389][0-9]{5})(?:\s?\.\s?[0-9X]|X)?(?![0-9])"
    r"|CN\s?[0-9]{7,9}\s?[ABCUYS][0-9]?(?![0-9A-Z])"
    r"|PCT/[A-Z]{2}[0-9]{2,4}/[0-9]{5,6}"
    r"|(?:US|EP|WO|JP|DE|KR|GB|FR|RU|AU|CA)\s?(?:[0-9]{4}/)?[0-9][0-9,]{5,11}\s?[ABU]?[0-9]?(?![0-9])",
    re.IGNORECASE,
)
"""Chinese application and grant numbers (eight or twelve digits and one to check), publications, PCT, foreign."""

SOFTWARE: Final = re.compile(r"(?:19|20)[0-9]{2}\s?SR\s?[0-9]{4,8}|软著登字第?\s?[0-9]{6,9}\s?号?", re.IGNORECASE)
"""Registration numbers of software copyright: 2021SR0123456, 软著登字第1234567号."""

STANDARD: Final = re.compile(
    r"(?<![A-Z0-9])(?:Q|T|DB\s?[0-9]{2}|GB|GJB|GBZ|[A-Z]{2})(?:\s?/\s?[A-Z]{1,8})?\s?[0-9]{1,6}[A-Z]?(?:\.[0-9]{1,4})*\s?[-—–－]\s?(?:19|20)?[0-9]{2}(?![0-9])"
    r"|(?<![A-Z0-9])(?:GB|DL|MT|JB|NB|AQ|HG|YB|TB|JT|SY|SH|CJ|JG|QC|SJ|YD|HJ|LY|NY|QB|FZ)(?:/T)\s?[0-9]{1,6}(?:\.[0-9]{1,4})*(?![0-9])"
    r"|(?<![A-Z0-9])(?:ISO|IEC|IEEE)(?:/IEC)?\s?[0-9]{3,6}(?:-[0-9]{1,4})*(?:[:：](?:19|20)[0-9]{2})?(?![0-9])",
    re.IGNORECASE,
)
"""Numbers of standards: GB/T 22900-2022, Q/TG 015-2021, T/CCTAS 12—2020, DB14/T 100-2019, ISO 9001:2015."""
