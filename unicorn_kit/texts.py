"""Texts that people type or paste: names, headlines, descriptions."""

import re
import unicodedata

_LINE_ENDS = "\t\n\v\f\r\x85\u2028\u2029"
_RUN = re.compile(f"[{_LINE_ENDS}]+")
_RARE_LINE_END = re.compile("[\v\f\x85\u2028\u2029]")  # as word processors write them
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")  # embeddings, overrides, isolates: they reorder what is read
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters for Unicode, blanks for the eye


def one_line(text: str) -> str:
    """Return the text with line ends and tabs as spaces, none at its ends.

    Raises ValueError, with one sentence, if nothing of it can be seen or it holds characters that mislead a reader.
    """
    return _checked(_RUN.sub(" ", text.strip(_LINE_ENDS)))


def paragraphs(text: str) -> str:
    """Return the text with every rare line end as a newline. Raises ValueError as `one_line` does."""
    return _checked(_RARE_LINE_END.sub("\n", text))


def _checked(text: str) -> str:
    if _DIRECTION.search(text):
        raise ValueError("holds an invisible character that changes the direction of writing; remove it")
    if any(unicodedata.category(char) == "Cc" and char not in _LINE_ENDS for char in text):
        raise ValueError("holds a control character; remove it")
    if not any(map(_is_visible, text)):
        raise ValueError("holds nothing that can be seen; write a text")
    return text


def _is_visible(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS" and char not in _FILLERS
