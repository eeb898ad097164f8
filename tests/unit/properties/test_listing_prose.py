"""How the stand-in for Comprehend judges real listing prose, compared with the judgement of a careful person."""

import pytest
from properties_service.domain.languages import Language

from tests.unit.properties.fakes import LIMITS
from tests.unit.properties.prose import rows
from unicorn_properties.local.stand_ins.detect_dominant_language import languages
from unicorn_properties.local.stand_ins.detect_sentiment import sentiment

RIGHT = 0.97  # the share of sentences whose language is to be recognised
WRONG = 0.05  # the share of English sentences that may be judged wrongly
TABLES = ("judged_while_tuning.tsv", "judged_held_out.tsv")
TRADE = [
    *(
        "Smoke alarm fitted.",
        "War Memorial Park nearby.",
        "On Gun Lane.",
        "Killer views.",
        "Fire insurance is included.",
    ),
    *(
        "Secluded.",
        "Dead-end street.",
        "Burglar alarm.",
        "Rubbish collection on Mondays.",
        "Foul drainage to the main.",
    ),
    *("Views of the ruined abbey.", "Kill the lights and see the stars.", "Battle Road.", "You will hate to leave."),
]


@pytest.mark.parametrize("table", TABLES)
def test_english_prose_is_judged_as_a_careful_person_does(table: str, capsys: pytest.CaptureFixture[str]) -> None:
    english = [(judged, sentence) for language, judged, sentence in rows(table) if language == "en"]
    wrong = [sentence for judged, sentence in english if _is_negative(sentence) != (judged == "negative")]
    with capsys.disabled():
        print(f"\n{table}: {len(wrong)} of {len(english)} English sentences are judged wrongly: {wrong}")
    assert len(english) >= 75
    assert len(wrong) <= WRONG * len(english)


def test_the_two_tables_have_no_sentence_in_common() -> None:
    tuned, held_out = ({sentence for *_, sentence in rows(table)} for table in TABLES)
    assert not tuned & held_out
    assert len(tuned | held_out) >= 150


@pytest.mark.parametrize("text", TRADE)
def test_no_word_of_the_trade_counts_against_a_text(text: str) -> None:
    judged = sentiment(text)
    assert (judged["SentimentScore"]["Negative"], judged["Words"]) == (0, [])


@pytest.mark.parametrize("lacks", ["No lift", "No chain", "No pets or smokers", "Never let", "Not overlooked"])
@pytest.mark.parametrize("joined", [", ", "; ", ". ", " - ", "\n", ": "])
def test_what_a_home_lacks_does_not_turn_the_praise_that_follows(lacks: str, joined: str) -> None:
    for praise in ("beautiful garden", "great location", "lovely views", "best street in town", "good schools"):
        judged = sentiment(f"{lacks}{joined}{praise}")
        assert (judged["Sentiment"], judged["Words"]) == ("POSITIVE", [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A horrible house, disgusting and horrible.", ["horrible", "disgusting"]),
        ("Uninhabitable; demolition recommended.", ["Uninhabitable", "demolition recommended"]),
        (
            "This rat-infested barn OUGHT TO BE pulled down, it is UGLY.",
            ["rat-infested", "OUGHT TO BE pulled down", "UGLY"],
        ),
        ("Not ugly, never dirty, no rats.", []),
        ("No lift, beautiful garden.", []),
        ("Lovely garden, dirty cellar.", ["dirty"]),
        ("It is not good.", ["not good"]),
        ("Awful :(", ["Awful", ":("]),
    ],
)
def test_the_words_against_a_text_are_those_that_are_written_in_it(text: str, words: list[str]) -> None:
    assert sentiment(text)["Words"] == words


def _is_negative(sentence: str) -> bool:
    return bool(sentiment(sentence)["Sentiment"] == "NEGATIVE")


def test_the_languages_of_short_and_long_sentences_are_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    found = [(language, _language(sentence), sentence) for language, sentence in rows("languages.tsv")]
    wrong = [(language, seen.code, sentence) for language, seen, sentence in found if seen.code != language]
    named = sum(seen.name is not None for _, seen, _ in found)
    with capsys.disabled():
        print(f"\n{len(wrong)} of {len(found)} languages are not recognised: {wrong}; {named} are named")
    assert len(found) >= 300
    assert len({language for language, *_ in found}) >= 20
    assert len(wrong) <= (1 - RIGHT) * len(found)
    assert named >= len(found) / 3


@pytest.mark.parametrize("table", ["languages.tsv", "other_languages.tsv"])
def test_no_language_is_called_by_the_name_of_another(table: str) -> None:
    seen = [(language, _language(sentence), sentence) for language, sentence in rows(table)]
    assert [one for one in seen if one[1].name is not None and one[1].code != one[0]] == []


@pytest.mark.parametrize("table", TABLES)
def test_prose_in_a_language_without_a_lexicon_is_not_judged(table: str) -> None:
    """Nor is any English sentence taken for one of another language."""
    taken = {sentence: _language(sentence).code in LIMITS.languages for _, _, sentence in rows(table)}
    assert [row for row in rows(table) if taken[row[-1]] != (row[0] == "en")] == []
    assert {(row[0] == "en") == (row[1] != "unjudged") for row in rows(table)} == {True}


def _language(sentence: str) -> Language:
    best = languages(sentence)[0]
    return Language(code=best["LanguageCode"], score=best["Score"])
