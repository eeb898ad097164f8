"""Invisible joiners: kept where they change how a word is written, removed where they do nothing.

The rules are those of internationalised domain names, RFC 5892 appendix A.1 and A.2: a joiner means something beside a
virama (Indic scripts), and a non-joiner between two Arabic letters that would join without it (Persian). Beside means
before as well: Bengali and Kannada write the letter ra so.
"""

import unicodedata

NON_JOINER, JOINER, MONGOLIAN_VOWEL_SEPARATOR = "\u200c", "\u200d", "\u180e"
JOINERS = (NON_JOINER, JOINER, MONGOLIAN_VOWEL_SEPARATOR)

_VIRAMA = 9  # canonical combining class
# Arabic letters that join no letter after them: Joining_Type R and U of Unicode's ArabicShaping.txt.
_ENDS_ITS_GROUP = frozenset(
    "\u0621\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0671\u0672\u0673\u0674\u0675\u0676\u0677"
    "\u0688\u0689\u068a\u068b\u068c\u068d\u068e\u068f\u0690\u0691\u0692\u0693\u0694\u0695\u0696\u0697\u0698\u0699"
    "\u06c0\u06c3\u06c4\u06c5\u06c6\u06c7\u06c8\u06c9\u06ca\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef"
)
# Malayalam and Bengali letters as they were typed before Unicode 5.1 and 4.1: consonant, virama, joiner.
_OLD_SEQUENCES = {
    "\u0d23\u0d4d\u200d": "\u0d7a",
    "\u0d28\u0d4d\u200d": "\u0d7b",
    "\u0d30\u0d4d\u200d": "\u0d7c",
    "\u0d32\u0d4d\u200d": "\u0d7d",
    "\u0d33\u0d4d\u200d": "\u0d7e",
    "\u0d15\u0d4d\u200d": "\u0d7f",
    "\u09a4\u09cd\u200d": "\u09ce",
}


def without_idle_joiners(text: str) -> str:
    """Return the text with those joiners alone that mean something where they stand."""
    if not any(joiner in text for joiner in JOINERS):
        return text
    for sequence, letter in _OLD_SEQUENCES.items():
        text = text.replace(sequence, letter)
    kept = ""
    for index, char in enumerate(text):
        if char not in JOINERS or _means_something(char, kept, text[index + 1 :]):
            kept += char
    return kept


def _means_something(joiner: str, before: str, after: str) -> bool:
    if not before or not after.strip("".join(JOINERS)):
        return False
    if joiner == MONGOLIAN_VOWEL_SEPARATOR:
        return "\u1820" <= before[-1] <= "\u1842"
    if before[-1] in JOINERS:  # one is enough
        return False
    if _VIRAMA in {unicodedata.combining(before[-1]), unicodedata.combining(after[0])}:
        return True
    return joiner == NON_JOINER and _joins_onward(_letter(before[::-1])) and _arabic(_letter(after))


def _letter(text: str) -> str:
    """Return the first character that is no mark upon a letter, nor another joiner."""
    return next((char for char in text if unicodedata.category(char) != "Mn" and char not in JOINERS), "")


def _joins_onward(char: str) -> bool:
    return _arabic(char) and char not in _ENDS_ITS_GROUP


def _arabic(char: str) -> bool:
    return char.isalpha() and unicodedata.bidirectional(char) == "AL"
