"""Cleaning text for comparison while keeping the way back to the raw characters.

What cleaning does, in the order in which it is done, until nothing changes any more:

1. numbers that Unicode's compatibility forms would glue together are kept apart (`①10kV`, `10³`, `1½`);
2. every character takes its plain form: NFKC, radicals, dashes, quotes, dots and spaces folded; invisible, control,
   private-use characters and lone surrogates dropped;
3. combining marks are composed with their letter, and dropped from Chinese characters;
4. traditional characters become simplified ones (OpenCC's table, and its phrases where a character has two answers);
5. letters and digits that only look like others are folded where their neighbours show what was meant;
6. toned pinyin in brackets after a Chinese character is dropped, as crawled pages have it;
7. white space: a run is one space, or one line feed where it holds a line break; none at either end.

Case is kept: a tokenizer folds it. The result can always be encoded as UTF-8.
"""

from corpus.normalize.cleaning import clean, clean_text
from corpus.normalize.tape import Cleaned

__all__ = ["Cleaned", "clean", "clean_text"]
