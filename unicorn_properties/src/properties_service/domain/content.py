"""Whether a listing's pictures and description may be shown, with every reason against it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from properties_service.domain.reasons import Reason, ReasonCode


class NotJudged(Exception):
    """Raised when a picture or a part of the text was never judged: what nobody looked at is never approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What moderation sees in a picture."""

    name: str
    confidence: float  # percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What moderation says of one picture."""

    key: str
    labels: tuple[Label, ...] = ()
    least_confidence: float = 0  # percent; it was not asked for labels below
    unreadable: str | None = None  # the error that says why it could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentiment:
    """What the sentiment service says of one piece of the text."""

    name: str
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """All that is said of a property: the headline, then the description, then what is said of its pictures."""

    language: str
    pieces: int
    sentiments: Sequence[Sentiment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the agency lets pass."""

    unsafe_confidence: float  # percent, from which on a label counts
    accepted_sentiments: frozenset[str]
    languages: frozenset[str]  # that the sentiment service reads

    @property
    def least_confidence(self) -> float:
        """Percent, below which moderation is not asked: what comes close to the limit is kept too, to be explained."""
        return min(50, self.unsafe_confidence)


def reasons_against(
    images: Sequence[str], verdicts: Mapping[str, Verdict], description: Description, limits: Limits
) -> list[Reason]:
    """Return every reason against showing the content; none if it may be shown. Raises NotJudged."""
    found = list(_against_images(images, verdicts, limits))
    return found + list(_against_description(description, limits))


def _against_images(images: Sequence[str], verdicts: Mapping[str, Verdict], limits: Limits) -> Iterator[Reason]:
    if not images:
        yield Reason(
            code=ReasonCode.NO_IMAGES, subject="images", message="The listing has no picture. Upload one and ask again."
        )
    for key in images:
        if key not in verdicts:
            raise NotJudged(f"no verdict on {key}")
        yield from _against_image(verdicts[key], limits)


def _against_image(verdict: Verdict, limits: Limits) -> Iterator[Reason]:
    if verdict.unreadable is not None:
        message = f"The picture cannot be read ({verdict.unreadable}). Upload it again."
        yield Reason(code=ReasonCode.IMAGE_UNREADABLE, subject=verdict.key, message=message)
    unsafe = [label for label in verdict.labels if label.confidence >= limits.unsafe_confidence]
    if unsafe:  # one reason a picture: one a label would not fit the bus, for forty pictures
        seen = ", ".join(f"{label.name} ({label.confidence:.1f} %)" for label in unsafe)
        message = f"The picture looks like {seen}. Take it out or replace it."
        yield Reason(code=ReasonCode.IMAGE_UNSAFE, subject=verdict.key, message=message)


def _against_description(description: Description, limits: Limits) -> Iterator[Reason]:
    if description.language not in limits.languages:
        known = ", ".join(sorted(limits.languages))
        message = f"The description seems to be in '{description.language}', which cannot be judged. Use: {known}."
        yield Reason(code=ReasonCode.DESCRIPTION_LANGUAGE_UNKNOWN, subject="description", message=message)
        return
    if len(description.sentiments) != description.pieces:
        raise NotJudged(f"{len(description.sentiments)} of {description.pieces} pieces of the description are judged")
    parts = {n: found.name for n, found in enumerate(description.sentiments, 1)}
    against = {n: name for n, name in parts.items() if name not in limits.accepted_sentiments}
    if against:
        where = f" in part {', '.join(map(str, against))} of {len(parts)}" if len(parts) > 1 else ""
        names = " and ".join(sorted(set(against.values()))).lower()
        message = f"What is said of the property reads as {names}{where}. Reword it and ask again."
        yield Reason(code=ReasonCode.DESCRIPTION_NEGATIVE, subject="description", message=message)
