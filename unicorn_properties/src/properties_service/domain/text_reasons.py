"""Why a text of a listing is not published, in words for the agent: the field, and the words that it is about."""

from collections.abc import Iterable, Sequence

from properties_service.domain.languages import Language, names
from properties_service.domain.reasons import Reason, ReasonCode

FIELDS = {"captions": "texts of the photos"}  # in words, where those differ
WORDS_SHOWN = 10  # of the words against a text


def text_negative(field: str, sentiments: Iterable[str], words: Sequence[str]) -> Reason:
    """Return the reason against a field; a service that names no words leaves them out."""
    found = " and ".join(sorted({name.lower() for name in sentiments}))
    quoted = ", ".join(f"'{word}'" for word in list(dict.fromkeys(words))[:WORDS_SHOWN])
    where = f"{quoted} in the {_called(field)}" if quoted else f"the {_called(field)}"
    message = f"{found.capitalize()}: {where}. Reword it and request publication again."
    return Reason(code=ReasonCode.DESCRIPTION_NEGATIVE, subject=field, message=message)


def text_not_judged(field: str, language: Language, known: Iterable[str]) -> Reason:
    """Return the reason why a field is not judged; a language that is not sure is not named."""
    seems = f"is in {language.name}" if language.name else "is in a language that is not known here"
    either = "" if language.name else ", or is too short to tell"
    message = f"The {_called(field)} {seems}{either}, and cannot be checked. Write it in one of these: {names(known)}."
    return Reason(code=ReasonCode.DESCRIPTION_LANGUAGE_UNKNOWN, subject=field, message=message)


def _called(field: str) -> str:
    return FIELDS.get(field, field)
