"""The evaluation of content, with every reason against it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from properties_service.adapters.validate_content_task import Malformed, to_sentiment, to_text, to_verdict
from properties_service.domain.content import (
    ListingContent,
    ReadText,
    ResultMissing,
    Sentiment,
    TextVerdict,
    Verdict,
    judge,
    verdict_on,
)
from properties_service.domain.languages import NAMES, SURE, Language
from properties_service.domain.reasons import Reason
from properties_service.domain.text import pieces, texts_of

from tests.unit.properties.fakes import DESCRIPTION, ENGLISH, LIMITS, POLISH, safe, unsafe

pytestmark = pytest.mark.domain

NASTY = Sentiment(name="NEGATIVE", scores={"Negative": 0.9})


def negative(*words: str) -> Sentiment:
    return replace(NASTY, words=words)


def judged(
    *verdicts: Verdict, texts: Sequence[ReadText] = (DESCRIPTION,), is_appeal: bool = False
) -> tuple[list[Reason], list[Reason]]:
    """Return the reasons against the content, and the questions about it."""
    keys, found = [verdict.key for verdict in verdicts], {verdict.key: verdict for verdict in verdicts}
    judgement = judge(ListingContent(images=keys, texts=texts, is_appeal=is_appeal), found, LIMITS)
    return list(judgement.reasons), list(judgement.questions)


def against(*verdicts: Verdict, texts: Sequence[ReadText] = (DESCRIPTION,)) -> list[Reason]:
    reasons, questions = judged(*verdicts, texts=texts)
    assert questions == []
    return reasons


def codes(reasons: list[Reason]) -> list[tuple[str, str]]:
    return [(reason.code, reason.subject) for reason in reasons]


def test_safe_images_and_a_friendly_text_are_accepted() -> None:
    assert against(safe("a"), safe("b")) == []


@pytest.mark.parametrize(("confidence", "declined"), [(59.9, False), (60, True), (100, True)])
def test_a_label_declines_at_or_above_the_threshold(confidence: float, *, declined: bool) -> None:
    assert bool(against(unsafe("a", confidence))) is declined


def test_a_listing_without_an_image_is_declined() -> None:
    assert codes(against()) == [("NO_IMAGES", "images")]


@pytest.mark.parametrize("name", ["POSITIVE", "NEUTRAL", "MIXED"])
def test_every_sentiment_but_a_negative_one_passes(name: str) -> None:
    assert against(safe("a"), texts=[replace(DESCRIPTION, sentiments=[Sentiment(name=name, scores={})])]) == []


BROKEN = Verdict(key="c", unreadable="InvalidImageFormatException")
UNJUDGED = ReadText(field="headline", language=POLISH, pieces=1)


def test_every_reason_and_every_question_is_given_not_only_the_first() -> None:
    texts = [replace(DESCRIPTION, sentiments=[NASTY]), UNJUDGED]
    reasons, questions = judged(safe("a"), unsafe("b"), unsafe("d"), BROKEN, texts=texts)
    assert codes(reasons) == [("IMAGE_UNSAFE", "b"), ("IMAGE_UNSAFE", "d"), ("DESCRIPTION_NEGATIVE", "description")]
    assert codes(questions) == [("IMAGE_UNREADABLE", "c"), ("DESCRIPTION_LANGUAGE_UNKNOWN", "headline")]
    assert "Weapons (98.5 %)" in reasons[0].message
    assert "InvalidImageFormatException" in questions[0].message


def test_what_an_agent_appeals_against_is_a_question_but_a_missing_photo_is_none() -> None:
    texts = [replace(DESCRIPTION, sentiments=[NASTY]), UNJUDGED]
    reasons, questions = judged(unsafe("b"), BROKEN, texts=texts, is_appeal=True)
    assert reasons == []
    assert codes(questions) == [
        ("IMAGE_UNSAFE", "b"),
        ("IMAGE_UNREADABLE", "c"),
        ("DESCRIPTION_NEGATIVE", "description"),
        ("DESCRIPTION_LANGUAGE_UNKNOWN", "headline"),
    ]
    assert [codes(found) for found in judged(is_appeal=True)] == [[("NO_IMAGES", "images")], []]


def test_content_without_a_verdict_is_never_approved() -> None:
    with pytest.raises(ResultMissing):
        judge(ListingContent(images=["a"], texts=[DESCRIPTION]), {}, LIMITS)
    with pytest.raises(ResultMissing):
        against(safe("a"), texts=[replace(DESCRIPTION, pieces=2)])


def test_one_negative_part_of_a_long_text_declines_it() -> None:
    long = replace(DESCRIPTION, pieces=2, sentiments=[DESCRIPTION.sentiments[0], NASTY])
    assert codes(against(safe("a"), texts=[DESCRIPTION, long])) == [("DESCRIPTION_NEGATIVE", "description")]


def test_a_reason_names_the_field_and_the_words() -> None:
    texts = [
        ReadText(field="headline", language=ENGLISH, pieces=1, sentiments=[negative("grim", "dirty")]),
        ReadText(field="description", language=ENGLISH, pieces=2, sentiments=[negative("horrible"), negative("ugly")]),
        ReadText(field="captions", language=ENGLISH, pieces=1, sentiments=[negative()]),
    ]
    reasons = against(safe("a"), texts=texts)
    assert {reason.code for reason in reasons} == {"DESCRIPTION_NEGATIVE"}
    assert [(reason.subject, reason.message.partition(". ")[0]) for reason in reasons] == [
        ("headline", "Negative: 'grim', 'dirty' in the headline"),
        ("description", "Negative: 'horrible', 'ugly' in the description"),
        ("captions", "Negative: the texts of the photos"),
    ]


def test_words_are_named_once_and_not_without_end() -> None:
    many = [str(number) for number in range(50)]
    text = replace(DESCRIPTION, pieces=2, sentiments=[negative("ugly", "ugly"), negative("ugly", *many)])
    [reason] = against(safe("a"), texts=[text])
    assert reason.message.count("'ugly'") == 1
    assert reason.message.count("'") == 2 * 10


def test_a_text_in_a_language_that_cannot_be_evaluated_is_a_question_to_a_person() -> None:
    """It is neither accepted nor negative, whatever a service says of it."""
    text = replace(DESCRIPTION, language=POLISH)
    assert verdict_on(text, LIMITS) is TextVerdict.NOT_JUDGED
    reasons, questions = judged(safe("a"), texts=[text])
    assert (reasons, codes(questions)) == ([], [("DESCRIPTION_LANGUAGE_UNKNOWN", "description")])


def test_each_text_is_judged_in_its_own_language() -> None:
    texts = [DESCRIPTION, ReadText(field="captions", language=POLISH, pieces=1), replace(DESCRIPTION, field="headline")]
    assert codes(judged(safe("a"), texts=texts)[1]) == [("DESCRIPTION_LANGUAGE_UNKNOWN", "captions")]


@pytest.mark.parametrize("code", [*NAMES, "he", "is", "xx", "und"])
@pytest.mark.parametrize("score", [0.0, 0.5, 0.989, SURE, 1.0])
def test_a_language_is_named_only_if_the_service_is_sure(code: str, score: float) -> None:
    language = Language(code=code, score=score)
    assert language.name == (NAMES.get(code) if score >= 0.99 else None)
    if code not in LIMITS.languages:
        [reason] = judged(safe("a"), texts=[ReadText(field="headline", language=language, pieces=1)])[1]
        named = {name for name in NAMES.values() if name in reason.message} - {"English"}
        assert bool(named) == (language.name is not None)
        assert reason.message.startswith("The headline is in ")
        assert reason.message.endswith("Write it in one of these: English.")


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_an_empty_text_is_not_evaluated(text: str) -> None:
    assert pieces(text) == []
    assert texts_of({"description": text}) == []
    assert against(safe("a"), texts=[]) == []


@pytest.mark.parametrize("text", ["x" * 5_000, "x" * 5_001, "ü" * 2_501, "🏠" * 5_000, "A lovely house. " * 2_000])
def test_a_long_text_is_split_without_loss(text: str) -> None:
    found = pieces(text)
    assert all(0 < len(piece.encode()) <= 5_000 for piece in found)  # Comprehend's limit
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_call_has_no_more_texts_than_comprehend_takes() -> None:
    found = texts_of({"description": "A house. " * 40_000, "captions": "A view."})
    assert [(text.field, len(text.pieces)) for text in found] == [
        *[("description", 25)] * 2,
        ("description", 23),
        ("captions", 1),
    ]


def test_a_short_text_has_the_language_of_the_longest() -> None:
    fields = {
        "headline": "Villa Bella",
        "description": "A quiet house near the sea.",
        "captions": "La casa más bonita de aquí",
    }
    headline, description, captions = texts_of(fields)
    assert headline.sample == description.sample == "A quiet house near the sea."
    assert captions.sample == "La casa más bonita de aquí"
    assert [text.sample for text in texts_of({"headline": "Kot"})] == ["Kot"]


@pytest.mark.parametrize("text", ["x" * 5_000, "ü" * 2_501, "🏠" * 5_000, "A lovely house. " * 2_000])
def test_a_language_is_recognised_by_the_beginning_of_a_text(text: str) -> None:
    samples = {found.sample for found in texts_of({"description": text})}
    assert all(0 < len(sample.encode()) <= 1_000 for sample in samples)


def test_a_text_is_cut_between_words() -> None:
    assert pieces("A lovely house with a garden", limit=12) == ["A lovely", "house with", "a garden"]


def test_a_label_with_unknown_fields_is_read() -> None:
    assert to_verdict({"key": "a", "labels": [{"Name": "X", "Confidence": 61, "ParentName": ""}]}, 50).key == "a"


@pytest.mark.parametrize(
    "answer",
    [{}, {"key": "a"}, {"key": "a", "labels": None}, {"key": "a", "labels": [{}]}, {"key": "a", "labels": ["X"]}, None],
)
def test_a_malformed_moderation_result_is_not_a_verdict(answer: object) -> None:
    with pytest.raises(Malformed):
        to_verdict(answer, 50)  # type: ignore[arg-type]  # what a broken service might send


@pytest.mark.parametrize("change", [{"language": None}, {"field": None}, {"score": "high"}, {"pieces": None}])
def test_a_text_that_is_not_read_whole_is_rejected(change: dict[str, Any]) -> None:
    read = {"field": "headline", "language": "pl", "score": 0.5, "pieces": 1}
    assert to_text(read) == ReadText(field="headline", language=Language(code="pl", score=0.5), pieces=1)
    with pytest.raises(Malformed):
        to_text(read | change)


@pytest.mark.parametrize(
    "answer", [{}, None, {"Sentiment": "POSITIVE"}, {"Sentiment": "BANANA", "SentimentScore": {}}, {"Sentiment": None}]
)
def test_a_malformed_sentiment_is_rejected(answer: object) -> None:
    with pytest.raises(Malformed):
        to_sentiment(answer)  # type: ignore[arg-type]
