"""Free text: what counts as a word, and which words of a home somebody's words find."""

import random

import pytest
from web_service.adapters.roster.word_index import WordIndex
from web_service.domain.search.free_text import WORD_MAX, alike, has_all, sought_in, words_of

from tests.generated import examples

ALIKE = [
    ("garden", "A garden."),
    ("GARDEN", "garden"),
    ("gard", "gardens"),
    ("kuche", "helle Küche"),
    ("KÜCHE", "helle kuche"),
    ("strasse", "ruhige Straße"),
    ("cafe", "café"),  # one character, or a letter and its accent
    ("cafe", "cafe\u0301"),
    ("lodz", "Łódź"),
    ("smorrebrod", "Smørrebrød"),
    ("m2", "90 m²"),
    ("3", "a 3-bed house"),
    ("don", "don't"),
    ("сад", "дом и садом"),
    ("κηπος", "Κήπος"),
    ("סלון", "סָלוֹן"),
    ("कमरा", "बड़ा कमरा"),
    ("徒歩", "駅から徒歩5分"),
    ("駅から", "駅から徒歩5分"),
    ("庭", "広い庭"),
    ("庭", "庭園"),
    ("สวน", "บ้านพร้อมสวนสวย"),
    ("garden rose", "a rose, and a garden"),
]
DIFFERENT = [
    ("garden", "gard"),
    ("garten", "Rosengarten"),
    ("ga", "garden"),  # two letters begin too many words
    ("3", "30"),
    ("garden rose", "a garden"),
    ("が", "か"),
    ("徒歩", "徒に歩く"),
    ("कमरा", "कमल"),
]


@pytest.mark.parametrize(("sought", "text"), ALIKE)
def test_words_are_found_whatever_their_case_and_accents(sought: str, text: str) -> None:
    assert has_all(words_of(text), sought_in(sought))


@pytest.mark.parametrize(("sought", "text"), DIFFERENT)
def test_other_words_are_not_found(sought: str, text: str) -> None:
    assert not has_all(words_of(text), sought_in(sought))


@pytest.mark.parametrize("text", ["", " ", "!?", "…", "_", "\u0301", "🏡", "\n\0"])
def test_a_text_may_have_no_words(text: str) -> None:
    assert sought_in(text) == ()
    assert words_of(text, None) == frozenset()


def test_a_text_of_plain_letters_is_read_as_any_other() -> None:
    chance = random.Random(3)
    for _ in range(examples(200)):
        text = "".join(chr(chance.randrange(128)) for _ in range(30))
        assert words_of(text) | {"e"} == words_of(f"{text} \u00e9")


def test_a_word_has_a_bounded_length() -> None:
    assert words_of("x" * 2000) == {"x" * WORD_MAX}
    assert has_all(words_of("x" * 2000), sought_in("x" * 200))


def _texts(chance: random.Random) -> list[frozenset[str]]:
    letters = chance.choice(["ab", "abcdefgh", "aé庭徒歩", "".join(map(chr, range(0x20, 0x250)))])
    size = chance.choice([0, 1, 5, 700])
    return [words_of("".join(chance.choices(letters + " ", k=chance.choice([0, 3, 30])))) for _ in range(size)]


@pytest.mark.parametrize("seed", range(examples(20)))
def test_an_index_finds_the_homes_that_have_all_words(seed: int) -> None:
    chance = random.Random(seed)
    homes = _texts(chance)
    index = WordIndex.unpack(WordIndex.of(homes).pack())
    assert index == WordIndex.of(homes)
    assert index.of_rows(len(homes)) == homes
    known = sorted(frozenset().union(*homes))
    for _ in range(20):
        words = [word[: chance.randint(1, len(word))] for word in chance.sample(known, min(len(known), 2))] or ["a"]
        found = {number for number, home in enumerate(homes) if has_all(home, words)}
        assert index.rows_with(words) == found
        for word in words:
            assert [known[at] for at in alike(word, known)] == [one for one in known if has_all({one}, [word])]


@pytest.mark.parametrize("rows", [[0], [253], [254], [255], [0, 254], [508, 509], [3999], [0, 1, 253, 508, 1016]])
def test_rows_far_apart_keep_their_numbers(rows: list[int]) -> None:
    homes = [frozenset({"garden"} if number in rows else {"b"}) for number in range(max(rows) + 1)]
    assert WordIndex.unpack(WordIndex.of(homes).pack()).rows_with(["garden"]) == set(rows)
