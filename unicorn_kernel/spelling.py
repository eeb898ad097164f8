"""The canonical spelling of one field of an address: what people see, and what two typists agree on.

The same text typed on two devices differs in characters that nobody means: a curly or a straight apostrophe, a long
or a short dash, a no-break space, a soft hyphen, full-width digits. They are folded to one each. What somebody may mean
stays: accents, punctuation, superscripts, circled digits, the joiners of Persian and Indic scripts. docs/addresses.md
lists both.
"""

import unicodedata

TEXT_MAX = 60  # characters of a canonical field

_CONTROLS_THAT_SPACE = "\t\n\v\f\r\x85"
_BLANKS = "\u2800"  # braille pattern blank: a letter for Unicode, nothing for the eye
_DIRECTION = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}  # embeddings, overrides, isolates: they reorder text
_BROKEN = "\ufffc\ufffd"  # object and replacement characters: something was lost before it came here
# Default_Ignorable_Code_Point of Unicode 15.1, without the direction changes above; and the interlinear annotations.
_INVISIBLE = {0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x200B, 0x200E, 0x200F, 0x3164, 0xFEFF, 0xFFA0}
_INVISIBLE |= {0x180B, 0x180C, 0x180D, 0x180F, *range(0x2060, 0x2066), *range(0x206A, 0x2070), *range(0xFE00, 0xFE10)}
_INVISIBLE |= {*range(0xFFF9, 0xFFFC), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)}
_INVISIBLE_PLANE = range(0xE0000, 0xE1000)  # tags and variation selectors
_LOOK_ALIKES = {
    "'": "`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u0384\u055a\u05f3\u07f4\u07f5\u1fbd\u1fbf"
    "\u2018\u2019\u201a\u201b\u2032\u2035\ua78b\ua78c",
    '"': "\u02ee\u05f4\u201c\u201d\u201e\u201f\u2033\u2036\u301d\u301e\u301f",
    "-": "\u02d7\u2043\u2212\u2500\u2796",  # besides all that Unicode calls a dash
    "~": "\u223c\u301c",  # one key of Japanese keyboards types either, by operating system
    "/": "\u2215\u29f8",
    "\u00ba": "\u00b0\u02da",  # degree sign and ring, typed for the raised o of "Nº"
}
_FOLDED = {ord(typed): folded for folded, variants in _LOOK_ALIKES.items() for typed in variants}
# Compatibility characters that stay: a raised or circled digit would run together with the digit beside it (12² is not
# 122), the vowels of Thai and Lao are typed whole, and a single Korean letter is no syllable.
_MEANT = {"<super>", "<sub>", "<circle>", "<fraction>"}
_WHOLE = {0x0E33, 0x0EB3, 0x30A0, 0x3030, *range(0x3131, 0x318F)}


class Unspellable(ValueError):
    """Raised when a text cannot be a field of an address; its message lacks the field's name."""


def canonical_text(text: str) -> str:
    """Return the canonical spelling of one field; it is its own canonical spelling. Raises Unspellable."""
    if len(text) <= TEXT_MAX and text.isascii() and all(map(str.isalnum, text.split(" "))):
        return text  # most are: plain words have nothing to fold
    spelled = " ".join(unicodedata.normalize("NFC", text).translate(_FOLDS).split())
    if not spelled.isascii() or "/" in spelled:
        from unicorn_kernel.in_context import fold_in_context  # noqa: PLC0415 - most addresses need none of it

        spelled = unicodedata.normalize("NFC", fold_in_context(spelled))
    while "--" in spelled:  # phones type one long dash for two short ones
        spelled = spelled.replace("--", "-")
    if not any(map(str.isalnum, spelled)):
        raise Unspellable("has no letter or digit" if spelled else "is empty")
    if len(spelled) > TEXT_MAX:
        raise Unspellable(f"has {len(spelled)} characters; at most {TEXT_MAX} are allowed")
    return spelled


def caseless(canonical: str) -> str:
    """Return what is equal for texts that differ in case alone, in Unicode's canonical caseless matching."""
    if canonical.isascii():
        return canonical.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", canonical).casefold())


class _Folds(dict[int, str]):
    """For `str.translate`: what a character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _fold(chr(code)))


def _fold(char: str) -> str:
    code, category = ord(char), unicodedata.category(char)
    if code in _INVISIBLE or code in _INVISIBLE_PLANE:
        return ""
    if category in {"Zs", "Zl", "Zp"} or char in _CONTROLS_THAT_SPACE + _BLANKS:
        return " "
    if code in _WHOLE:
        return char
    _check(char, category)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if code in _FOLDED:
        return _FOLDED[code]
    return "-" if category == "Pd" else _decomposed(char)


def _check(char: str, category: str) -> None:
    named = f"U+{ord(char):04X}"
    if ord(char) in _DIRECTION:
        raise Unspellable(f"holds an invisible character that changes the direction of writing ({named}); remove it")
    if category == "Cc":
        raise Unspellable(f"holds a control character ({named}); remove it")
    if category in {"Cn", "Co", "Cs"} or char in _BROKEN:
        raise Unspellable(f"holds a character that stands for no letter or sign ({named}); type it again")


def _decomposed(char: str) -> str:
    """Return what a compatibility character stands for, if nothing is lost by it."""
    tag, _, codes = unicodedata.decomposition(char).partition(" ")
    if not tag.startswith("<") or tag in _MEANT:
        return char
    letters = [chr(int(code, 16)) for code in codes.split()]
    if letters[0] == " " or letters[0].isdigit() or letters[-1].isdigit():  # ⒈ beside a 1 would be 11.
        return char
    return "".join(map(_fold, letters))


_FOLDS = _Folds()
