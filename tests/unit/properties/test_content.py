"""The evaluation of content, with every reason against it."""

from dataclasses import replace

import pytest
from properties_service.adapters.validate_content_task import Malformed, to_sentiment, to_verdict
from properties_service.domain.content import Description, ResultMissing, Sentiment, Verdict, reasons_against
from properties_service.domain.reasons import Reason
from properties_service.domain.text import batches, language_of, pieces

from tests.unit.properties.fakes import DESCRIPTION, LIMITS, safe, unsafe

pytestmark = pytest.mark.domain

NASTY = Sentiment(name="NEGATIVE", scores={"Negative": 0.9})


def against(*verdicts: Verdict, description: Description = DESCRIPTION) -> list[Reason]:
    return reasons_against(
        [verdict.key for verdict in verdicts], {verdict.key: verdict for verdict in verdicts}, description, LIMITS
    )


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
    assert against(safe("a"), description=replace(DESCRIPTION, sentiments=[Sentiment(name=name, scores={})])) == []


def test_every_reason_is_given_not_only_the_first() -> None:
    broken = Verdict(key="c", unreadable="InvalidImageFormatException")
    reasons = against(safe("a"), unsafe("b"), broken, description=replace(DESCRIPTION, sentiments=[NASTY]))
    assert codes(reasons) == [
        ("IMAGE_UNSAFE", "b"),
        ("IMAGE_UNREADABLE", "c"),
        ("DESCRIPTION_NEGATIVE", "description"),
    ]
    assert "Weapons (98.5 %)" in reasons[0].message
    assert "InvalidImageFormatException" in reasons[1].message


def test_content_without_a_verdict_is_never_approved() -> None:
    with pytest.raises(ResultMissing):
        reasons_against(["a"], {}, DESCRIPTION, LIMITS)
    with pytest.raises(ResultMissing):
        against(safe("a"), description=replace(DESCRIPTION, pieces=2))


def test_one_negative_part_of_a_long_text_declines_it() -> None:
    long = Description(language="en", pieces=2, sentiments=[DESCRIPTION.sentiments[0], NASTY])
    reasons = against(safe("a"), description=long)
    assert "in part 2 of 2" in reasons[0].message


def test_an_unsupported_language_is_a_reason_and_is_not_evaluated() -> None:
    reasons = against(safe("a"), description=Description(language="de", pieces=0, sentiments=[]))
    assert codes(reasons) == [("DESCRIPTION_LANGUAGE_UNKNOWN", "description")]


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_an_empty_text_is_not_evaluated(text: str) -> None:
    assert pieces(text) == []
    assert against(safe("a"), description=Description(language="en", pieces=0, sentiments=[])) == []


@pytest.mark.parametrize("text", ["x" * 5_000, "x" * 5_001, "ü" * 2_501, "🏠" * 5_000, "A lovely house. " * 2_000])
def test_a_long_text_is_split_without_loss(text: str) -> None:
    found = pieces(text)
    assert all(0 < len(piece.encode()) <= 5_000 for piece in found)  # Comprehend's limit
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_call_has_no_more_texts_than_comprehend_takes() -> None:
    assert [len(batch) for batch in batches(["A house."] * 60)] == [25, 25, 10]


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


@pytest.mark.parametrize(
    "answer", [{}, None, {"Sentiment": "POSITIVE"}, {"Sentiment": "BANANA", "SentimentScore": {}}, {"Sentiment": None}]
)
def test_a_malformed_sentiment_is_rejected(answer: object) -> None:
    with pytest.raises(Malformed):
        to_sentiment(answer)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Charming family home with a large garden, close to the station and all shops."),
        ("en", "2 bd, 1 ba"),
        ("en", ""),
        ("de", "Das Haus ist sehr schön und mit dem Garten nicht zu groß für eine Familie."),
        ("fr", "Une très belle maison avec des chambres et du charme, dans la ville."),
        ("es", "La casa está muy cerca de las tiendas y con una piscina para los niños."),
        ("it", "Una casa molto bella con il giardino e gli alberi, che è nella campagna."),
        ("pt", "Uma casa muito bonita com o jardim, que não é da cidade e são as flores."),
        ("ja", "美しい庭のある家です。"),
        ("ko", "아름다운 정원이 있는 집입니다."),
        ("zh", "带美丽花园的房子"),
        ("ru", "Прекрасный дом, большой сад"),
        ("en", "A penthouse on 東京 avenue with the best view in the city, for you and all your friends."),
    ],
)
def test_the_language_of_a_description_is_detected(language: str, text: str) -> None:
    assert language_of(text) == language
