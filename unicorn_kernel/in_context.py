"""What only its neighbours make plain: joiners, kashidas, sound marks for dashes, vowels in two halves, fractions."""

import re
import unicodedata

from unicorn_kernel.joiners import without_idle_joiners

_SOUND_MARK_AS_DASH = re.compile(r"(?<=\d)\u30fc(?=\d)")  # it prolongs a vowel, so between digits it is a dash
_KASHIDA = re.compile(r"(?<=[^\W\d_])([\u064b-\u0652]*)\u0640+(?=[^\W\d_])")  # only stretches an Arabic word
_SARA_AM = re.compile(r"\u0e4d([\u0e48-\u0e4b]?)\u0e32")  # a vowel of Thai, in two halves
_LAO_SARA_AM = re.compile(r"\u0ecd([\u0ec8-\u0ecb]?)\u0eb2")

_FRACTIONS = {unicodedata.normalize("NFKC", sign).replace("\u2044", "/"): sign for sign in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
_MIXED_NUMBER = re.compile(r"(?<=\d) (\d{1,2})[/\u2044](\d{1,2})(?![\d/\u2044-])")  # 12 1/2
_FRACTION_SLASH = re.compile(r"(?<![\d/\u2044])(\d{1,2})\u2044(\d{1,2})(?![\d/\u2044])")
_SPACED_FRACTION = re.compile(rf"(?<=\d) (?=[{''.join(_FRACTIONS.values())}])")


def fold_in_context(text: str) -> str:
    """Return the text with one spelling of each; its characters are folded one by one already."""
    text = without_idle_joiners(text)
    text = _KASHIDA.sub(r"\1", _SOUND_MARK_AS_DASH.sub("-", text))
    text = _LAO_SARA_AM.sub("\\1\u0eb3", _SARA_AM.sub("\\1\u0e33", text))
    text = _FRACTION_SLASH.sub(_fraction, _MIXED_NUMBER.sub(_fraction, text))
    return _SPACED_FRACTION.sub("", text)


def _fraction(found: re.Match[str]) -> str:
    return _FRACTIONS.get(f"{found[1]}/{found[2]}", found[0])
