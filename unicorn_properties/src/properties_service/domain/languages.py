"""Languages as a service recognises them, and their names for people."""

from collections.abc import Iterable
from dataclasses import dataclass

SURE = 0.99  # the score from which on a language is called by its name
# Only those that a service does not take for a close relative that it does not know, as Hebrew is for Yiddish.
NAMES = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "hi": "Hindi",
    "hu": "Hungarian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
    "zh-TW": "traditional Chinese",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The language that a text is most likely in."""

    code: str  # of ISO 639, with a region if it matters; `und` if none was recognised
    score: float  # from 0 to 1

    @property
    def name(self) -> str | None:
        """The name, if the service is sure; a person is never told a wrong one."""
        return NAMES.get(self.code) if self.score >= SURE else None


def names(codes: Iterable[str]) -> str:
    """Return languages in words, those without a name by their codes."""
    return ", ".join(sorted(NAMES.get(code, f"'{code}'") for code in codes))
