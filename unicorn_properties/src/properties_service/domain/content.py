"""Whether a listing's images and description may be shown, with every reason against it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from properties_service.domain.reasons import Reason, ReasonCode


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
    """The sentiment of one piece of the text."""

    name: str
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The sentiments of a listing's text: headline, then description, then the captions of its images."""

    language: str
    pieces: int
    sentiments: Sequence[Sentiment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits that content must meet, as the template sets them."""

    unsafe_confidence: float  # percent, from which on a label counts
    accepted_sentiments: frozenset[str]
    languages: frozenset[str]  # that the sentiment service supports

    @property
    def least_confidence(self) -> float:
        """Percent, below which moderation reports no labels; near misses are reported, to explain a decline."""
        return min(50, self.unsafe_confidence)


def reasons_against(
    images: Sequence[str], verdicts: Mapping[str, Verdict], description: Description, limits: Limits
) -> list[Reason]:
    """Return every reason against showing the content; none if it may be shown. Raises ResultMissing."""
    found = list(_against_images(images, verdicts, limits))
    return found + list(_against_description(description, limits))


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


def _against_description(description: Description, limits: Limits) -> Iterator[Reason]:
    if description.language not in limits.languages:
        known = ", ".join(sorted(limits.languages))
        message = f"The description seems to be in '{description.language}', which cannot be checked. Use: {known}."
        yield Reason(code=ReasonCode.DESCRIPTION_LANGUAGE_UNKNOWN, subject="description", message=message)
        return
    if len(description.sentiments) != description.pieces:
        raise ResultMissing(
            f"{len(description.sentiments)} of {description.pieces} pieces of the description have a sentiment"
        )
    parts = {n: found.name for n, found in enumerate(description.sentiments, 1)}
    against = {n: name for n, name in parts.items() if name not in limits.accepted_sentiments}
    if against:
        where = f" in part {', '.join(map(str, against))} of {len(parts)}" if len(parts) > 1 else ""
        names = " and ".join(sorted(set(against.values()))).lower()
        message = f"The text reads as {names}{where}. Reword it and request publication again."
        yield Reason(code=ReasonCode.DESCRIPTION_NEGATIVE, subject="description", message=message)
