"""Whether a listing's images and texts may be shown: every reason against it, and every question to a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from properties_service.domain.languages import Language
from properties_service.domain.reasons import Reason, ReasonCode
from properties_service.domain.text_reasons import text_negative, text_not_judged


class ResultMissing(Exception):
    """Raised when an image or a piece of the text has no result: unchecked content is never approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Something that moderation has found in an image."""

    name: str
    confidence: float  # percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The moderation result of one image."""

    key: str
    labels: tuple[Label, ...] = ()
    least_confidence: float = 0  # percent; labels below were not requested
    unreadable: str | None = None  # the error code, if the image could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentiment:
    """The sentiment of one piece of a text."""

    name: str
    scores: Mapping[str, float]
    words: Sequence[str] = ()  # those that count against it, as they are written, if the service names them


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """What the services have read in a text of a listing; no sentiment in a language that they cannot judge."""

    field: str  # of the listing
    language: Language
    pieces: int
    sentiments: Sequence[Sentiment] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingContent:
    """What customers would see of a listing."""

    images: Sequence[str]  # keys
    texts: Sequence[ReadText]
    is_appeal: bool = False  # its agent has appealed against what the machines say of it


class TextVerdict(StrEnum):
    ACCEPTED = "ACCEPTED"
    NEGATIVE = "NEGATIVE"
    NOT_JUDGED = "NOT_JUDGED"  # no machine can say


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits that content must meet, as the template sets them."""

    unsafe_confidence: float  # percent, from which on a label counts
    accepted_sentiments: frozenset[str]
    languages: frozenset[str]  # codes of those that the sentiment service supports

    @property
    def least_confidence(self) -> float:
        """Percent, below which moderation reports no labels; near misses are reported, to explain a decline."""
        return min(50, self.unsafe_confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is to be said about content; it may be shown if that is nothing."""

    reasons: Sequence[Reason] = ()
    questions: Sequence[Reason] = ()  # for a person, in the words of reasons


QUESTIONS = frozenset({ReasonCode.IMAGE_UNREADABLE, ReasonCode.DESCRIPTION_LANGUAGE_UNKNOWN})  # no machine can say
FACTS = frozenset({ReasonCode.NO_IMAGES})  # no judgement, so a person cannot make another one


def judge(content: ListingContent, verdicts: Mapping[str, Verdict], limits: Limits) -> Judgement:
    """Return every reason against showing the content, and every question. Raises ResultMissing.

    An agent appeals against all that the machines have judged, so a person is asked about it.
    """
    found = list(_against_images(content.images, verdicts, limits))
    found += [reason for field in _by_field(content.texts) for reason in _against_field(field, limits)]
    asked = [one for one in found if one.code in QUESTIONS or (content.is_appeal and one.code not in FACTS)]
    return Judgement(reasons=[one for one in found if one not in asked], questions=asked)


def verdict_on(text: ReadText, limits: Limits) -> TextVerdict:
    """Return whether a text may be shown. Raises ResultMissing."""
    if text.language.code not in limits.languages:
        return TextVerdict.NOT_JUDGED
    if len(text.sentiments) != text.pieces:
        raise ResultMissing(f"{len(text.sentiments)} of {text.pieces} pieces of {text.field} have a sentiment")
    return TextVerdict.NEGATIVE if _rejected(text, limits) else TextVerdict.ACCEPTED


def _against_images(images: Sequence[str], verdicts: Mapping[str, Verdict], limits: Limits) -> Iterator[Reason]:
    if not images:
        yield Reason(
            code=ReasonCode.NO_IMAGES,
            subject="images",
            message="The listing has no photo. Upload one and request publication again.",
        )
    for key in images:
        if key not in verdicts:
            raise ResultMissing(f"image {key} has no moderation result")
        yield from _against_image(verdicts[key], limits)


def _against_image(verdict: Verdict, limits: Limits) -> Iterator[Reason]:
    if verdict.unreadable is not None:
        message = f"The photo cannot be read ({verdict.unreadable}). Upload it again."
        yield Reason(code=ReasonCode.IMAGE_UNREADABLE, subject=verdict.key, message=message)
    unsafe = [label for label in verdict.labels if label.confidence >= limits.unsafe_confidence]
    if unsafe:  # one reason an image: one for each label would exceed the size of an event, for forty images
        seen = ", ".join(f"{label.name} ({label.confidence:.1f} %)" for label in unsafe)
        message = f"The photo looks like {seen}. Take it out or replace it."
        yield Reason(code=ReasonCode.IMAGE_UNSAFE, subject=verdict.key, message=message)


def _by_field(texts: Sequence[ReadText]) -> Iterator[Sequence[ReadText]]:
    """Yield the texts of each field together: a long one takes several calls."""
    for field in dict.fromkeys(text.field for text in texts):
        yield [text for text in texts if text.field == field]


def _against_field(texts: Sequence[ReadText], limits: Limits) -> Iterator[Reason]:
    field, verdicts = texts[0].field, [(text, verdict_on(text, limits)) for text in texts]
    rejected = [
        found for text, verdict in verdicts if verdict is TextVerdict.NEGATIVE for found in _rejected(text, limits)
    ]
    if rejected:
        yield text_negative(
            field, [found.name for found in rejected], [word for found in rejected for word in found.words]
        )
    not_judged = [text.language for text, verdict in verdicts if verdict is TextVerdict.NOT_JUDGED]
    if not_judged:
        yield text_not_judged(field, not_judged[0], limits.languages)


def _rejected(text: ReadText, limits: Limits) -> Sequence[Sentiment]:
    return [found for found in text.sentiments if found.name not in limits.accepted_sentiments]
