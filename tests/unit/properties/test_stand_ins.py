"""The stand-ins for Comprehend and Rekognition on stage local."""

import io
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from PIL import Image

from tests.unit.properties.pictures import DOUBTFUL, UNSAFE, jpeg, picture
from unicorn_properties.local.stand_ins import detect_dominant_language, detect_moderation_labels, detect_sentiment
from unicorn_properties.local.stand_ins.detect_moderation_labels import labels_of
from unicorn_properties.local.stand_ins.detect_sentiment import sentiment

if TYPE_CHECKING:
    from collections.abc import Mapping

LIMIT = 60
OBJECTS: "Mapping[str, bytes]" = {
    "safe": jpeg(picture()),
    "unsafe": jpeg(picture(UNSAFE)),
    "broken": jpeg(picture())[:500],
    "text": b"not a picture",
    "empty": b"",
    "large": b"x" * (15 * 1024 * 1024 + 1),
}


class FakeS3:
    def get_object(self, *, Bucket: str, Key: str) -> dict[str, Any]:
        if Key == "forbidden":
            raise ClientError({"Error": {"Code": "AccessDenied"}}, "GetObject")
        if Key not in OBJECTS:
            raise ClientError({"Error": {"Code": "NoSuchKey"}}, "GetObject")
        return {"ContentLength": len(OBJECTS[Key]), "Body": io.BytesIO(OBJECTS[Key])}


@pytest.fixture(autouse=True)
def s3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detect_moderation_labels, "_s3", FakeS3)


def moderated(key: str) -> dict[str, Any]:
    event = {"Image": {"S3Object": {"Bucket": "images", "Name": key}}, "MinConfidence": 50}
    return detect_moderation_labels.handler(event, None)


def test_an_image_without_the_mark_is_safe() -> None:
    answer = moderated("safe")
    assert answer["ModerationLabels"] == []
    assert "Unreadable" not in answer


def test_the_mark_makes_an_image_unsafe_in_the_services_format() -> None:
    [label] = moderated("unsafe")["ModerationLabels"]
    assert label == {"Name": "Test Mark", "ParentName": "", "Confidence": 98.5, "TaxonomyLevel": 1}


@pytest.mark.slow
@pytest.mark.parametrize("quality", [30, 60, 95])
@pytest.mark.parametrize("size", [(640, 480), (3000, 2000), (801, 599), (200, 400), (64, 64)])
def test_the_mark_survives_scaling_and_jpeg(size: tuple[int, int], quality: int) -> None:
    marked = picture(UNSAFE, size=(1600, 1200)).resize(size)
    again = Image.open(io.BytesIO(jpeg(marked, quality)))
    assert labels_of(again.convert("RGB"), LIMIT)


def test_a_doubtful_image_has_a_label_below_the_default_threshold() -> None:
    [label] = labels_of(picture(DOUBTFUL), 50)
    assert label["Confidence"] < LIMIT
    assert labels_of(picture(DOUBTFUL), LIMIT) == []


@pytest.mark.parametrize("colour", ["magenta", "lime", "white", "black", "red", "skyblue"])
def test_an_image_of_one_colour_has_no_mark(colour: str) -> None:
    assert labels_of(Image.new("RGB", (80, 80), colour), 0) == []


@pytest.mark.parametrize("size", [(1, 1), (7, 7), (8, 1), (1, 5000)])
def test_an_image_too_small_for_the_mark_has_none(size: tuple[int, int]) -> None:
    assert labels_of(Image.new("RGB", size, "magenta"), 0) == []


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ("nowhere", "InvalidS3ObjectException"),
        ("broken", "InvalidImageFormatException"),
        ("text", "InvalidImageFormatException"),
        ("empty", "InvalidImageFormatException"),
        ("large", "ImageTooLargeException"),
    ],
)
def test_an_unreadable_image_raises_the_services_own_error(key: str, error: str) -> None:
    assert moderated(key) == {"Unreadable": f"Rekognition.{error}"}


def test_an_error_that_is_not_the_images_is_raised() -> None:
    with pytest.raises(ClientError):
        moderated("forbidden")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("POSITIVE", "Charming family home with a large garden."),
        ("NEUTRAL", "Two rooms, kitchen, bath."),
        ("NEUTRAL", "No lift, no parking."),
        ("NEGATIVE", "A horrible, ugly, terrible house."),
        ("NEGATIVE", "This is an awful house."),
        ("MIXED", "Lovely garden, damp and dirty cellar, fine kitchen."),
    ],
)
def test_a_text_has_the_sentiment_that_a_reader_expects(name: str, text: str) -> None:
    answer = detect_sentiment.handler({"LanguageCode": "en", "TextList": ["A house.", text]}, None)
    _, judged = answer["ResultList"]
    assert (judged["Index"], judged["Sentiment"]) == (1, name)
    assert set(judged["SentimentScore"]) == {"Positive", "Negative", "Neutral", "Mixed"}


@pytest.mark.parametrize("text", ["🏠", "x", "!" * 5_000, "good bad " * 500])
def test_the_four_scores_add_up_to_one(text: str) -> None:
    scores = sentiment(text)["SentimentScore"]
    assert all(0 <= score <= 1 for score in scores.values())
    assert sum(scores.values()) == pytest.approx(1, abs=0.01) or text in {"🏠", "!" * 5_000}


@pytest.mark.parametrize("text", ["", "x" * 5_001, "ü" * 2_501])
def test_a_text_that_comprehend_rejects_is_rejected(text: str) -> None:
    with pytest.raises(detect_sentiment.TextSizeLimitExceeded):
        detect_sentiment.handler({"LanguageCode": "en", "TextList": [text]}, None)


@pytest.mark.parametrize("texts", [[], ["A house."] * 26])
def test_more_texts_than_comprehend_accepts_are_rejected(texts: list[str]) -> None:
    with pytest.raises(detect_sentiment.BatchSizeLimitExceeded):
        detect_sentiment.handler({"LanguageCode": "en", "TextList": texts}, None)


def test_a_language_without_a_lexicon_is_rejected() -> None:
    with pytest.raises(detect_sentiment.UnsupportedLanguage):
        detect_sentiment.handler({"LanguageCode": "de", "TextList": ["Schönes Haus"]}, None)


def test_the_likeliest_language_comes_first_with_its_score() -> None:
    best, *others = detect_dominant_language.handler({"Text": "A quiet house near the sea."}, None)["Languages"]
    assert best["LanguageCode"] == "en"
    assert 0 <= others[-1]["Score"] <= best["Score"] <= 1


@pytest.mark.parametrize("text", ["", "x" * 100_001])
def test_a_text_whose_language_comprehend_does_not_look_for_is_rejected(text: str) -> None:
    with pytest.raises(detect_dominant_language.TextSizeLimitExceeded):
        detect_dominant_language.languages(text)
