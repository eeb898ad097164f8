"""The JSON of the workflow's task `ValidateContent`: the results of the services in, reasons and questions out.

See workflow/publication_evaluation.asl.json. Input holds the results of Rekognition and Comprehend.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from properties_service.domain.content import Judgement, Label, ReadText, ResultMissing, Sentiment, Verdict
from properties_service.domain.languages import Language
from properties_service.domain.reasons import Reason, ReasonCode

SENTIMENTS = frozenset({"POSITIVE", "NEGATIVE", "NEUTRAL", "MIXED"})
Json = Mapping[str, Any]


class Malformed(Exception):
    """Raised when a service's result does not have the promised form; nothing is approved because of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The results on which the content of a listing is validated."""

    moderated: Sequence[Verdict]
    texts: Sequence[ReadText]


def content_of(task: Json) -> Content:
    """Return what moderation and the language services have found. Raises Malformed; ResultMissing."""
    texts = [to_text(read) for read in task["read"]]
    if not unavailable_services(task) and len(texts) != task["texts"]:
        raise ResultMissing(f"{len(texts)} of {task['texts']} texts were read")
    return Content(
        moderated=[to_verdict(moderated, task["least_confidence"]) for moderated in task["moderated"]], texts=texts
    )


def unavailable_services(task: Json) -> Sequence[str]:
    """Return the errors of the calls that are to be repeated."""
    return list(task.get("unavailable", []))


def reasons_so_far(task: Json) -> Sequence[Reason]:
    """Return the reasons of the contract check."""
    return [Reason(**reason | {"code": ReasonCode(reason["code"])}) for reason in task.get("against", [])]


def is_appeal(task: Json) -> bool:
    return bool(task["request"].get("appeal"))


def unavailable_result() -> dict[str, Any]:
    """Return the result for content that could not be judged whole."""
    return _result("UNAVAILABLE")


def declined_result(reasons: Sequence[Reason]) -> dict[str, Any]:
    return _result("DECLINED", reasons=reasons)


def judged_result(against: Sequence[Reason], judged: Judgement, *, is_appeal: bool) -> dict[str, Any]:
    """Return the result for content that was judged. A person judges every appeal, also one without a question:

    what a person has declined before, no machine approves.
    """
    if reasons := [*against, *judged.reasons]:
        return declined_result(reasons)
    if judged.questions or is_appeal:
        return _result("REVIEW", questions=judged.questions)
    return _result("ACCEPTED")


def _result(outcome: str, *, reasons: Sequence[Reason] = (), questions: Sequence[Reason] = ()) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "reasons": [asdict(reason) for reason in reasons],
        "questions": [asdict(question) for question in questions],
    }


def to_verdict(moderated: Json, least_confidence: float) -> Verdict:
    """Return the verdict on one image: `{key, labels}` or `{key, unreadable}`. Raises Malformed."""
    try:
        unreadable = moderated.get("unreadable")
        labels = [] if unreadable else moderated["labels"]
        return Verdict(
            key=moderated["key"],
            labels=tuple(Label(name=label["Name"], confidence=float(label["Confidence"])) for label in labels),
            least_confidence=least_confidence,
            unreadable=unreadable,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Malformed(f"moderation: {type(error).__name__}: {error}") from error


def to_text(read: Json) -> ReadText:
    """Return one text: `{field, language, score, pieces, sentiments?}`. Raises Malformed."""
    try:
        return ReadText(
            field=_text(read["field"]),
            language=Language(code=_text(read["language"]), score=float(read["score"])),
            pieces=int(read["pieces"]),
            sentiments=tuple(to_sentiment(result) for result in read.get("sentiments", [])),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Malformed(f"text: {type(error).__name__}: {error}") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def to_sentiment(result: Json) -> Sentiment:
    """Return the sentiment of one piece of text: `{Sentiment, SentimentScore, Words?}`. Raises Malformed."""
    try:
        name = result["Sentiment"]
        if name not in SENTIMENTS:
            raise Malformed(f"sentiment: {name!r} is not one of {', '.join(sorted(SENTIMENTS))}")
        scores = {key: float(score) for key, score in result["SentimentScore"].items()}
        words = tuple(map(str, result.get("Words") or []))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Malformed(f"sentiment: {type(error).__name__}: {error}") from error
    return Sentiment(name=name, scores=scores, words=words)
