"""What two people type for one text becomes one spelling; what somebody means stays."""

# ruff: noqa: RUF001 - characters that look alike are what this is about

import unicodedata

import pytest

from unicorn_kernel.address import Address, InvalidAddress, address_key, canonical, city_name, one_line
from unicorn_kernel.spelling import TEXT_MAX, Unspellable, canonical_text, caseless

pytestmark = pytest.mark.domain

HOUSE = {"country": "USA", "city": "Anytown", "street": "Main Street", "number": "111"}

FOLDED = {  # text with * for the character, its canonical spelling, characters that are typed there
    "O*Connell": ("O'Connell", "'’‘‚‛ʼʻʽʾʿˈˊˋ´`′‵＇ʹ׳՚ꞌ"),
    "Haus *Anna*": ('Haus "Anna"', '"“”„‟″‶＂״〝〞〟'),
    "12*14": ("12-14", "-‐‑‒–—―−⁃﹘﹣－─➖־ー⸺"),
    " Sankt**Nam*": ("Sankt Nam", " \t\n\r\v\f\x85\xa0\u1680\u2000\u2007\u2009\u2028\u2029\u202f\u3000\u2800"),
    "*M*ain*": (
        "Main",
        "\xad\u034f\u061c\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2063\u3164\ufe0f\ufeff\U000e0101",
    ),
    "1*3": ("1~3", "~〜～∼"),
    "12*4": ("12/4", "/／∕⧸"),
    "N* 5": ("Nº 5", "º°˚"),
}
ONE_SPELLING = [
    ("Zürich", "Zu\u0308rich"),
    ("Zürich", "Zu\u034f\u0308rich"),
    ("Main 12", "Ｍａｉｎ　１２"),
    ("12½", "12 1/2"),
    ("12½", "12 ½"),
    ("12½", "12 1⁄2"),
    ("12½ A", "１２ １／２ A"),
    ("½", "1⁄2"),
    ("12", "١٢"),
    ("12", "۱۲"),
    ("12", "१२"),
    ("12", "𝟏𝟐"),
    ("No5", "№5"),
    ("12-14", "12--14"),
    ("Rue A-B", "Rue A—–B"),
    ("Floor ... IV", "Floor … Ⅳ"),
    ("five", "ﬁve"),
    ("ガーデン", "ｶﾞｰﾃﾞﾝ"),
    ("アパート(株)", "㌀㈱"),
    ("العربية", "العـــربية"),
    ("العربية", "ﺍﻟﻌﺮﺑﻴﺔ"),
    ("گرد", "گر\u200cد"),  # the letter before joins nothing anyway
    ("น้ำ", "น\u0e4d\u0e49\u0e32"),
    ("ൻ", "ന്\u200d"),
    ("&amp;", "＆amp;"),
]
TWO_SPELLINGS = [
    ("12/4", "12-4"),
    ("12½", "121/2"),
    ("12½", "12-1/2"),
    ("12½", "121⁄2"),
    ("12²", "122"),
    ("12₂", "122"),
    ("12②", "122"),
    ("1⒉", "12."),
    ("7ª", "7a"),
    ("7º", "7o"),
    ("#5", "5"),
    ("No. 5", "No 5"),
    ("Zürich", "Zurich"),
    ("Zürich", "Zuerich"),
    ("Main Street", "Main-Street"),
    ("Main Street", "Main St."),
    ("12 - 14", "12-14"),
    ("センター", "センタ-"),
    ("センター", "センタ"),
    ("Kızılay", "Kizilay"),
    ("İstanbul", "Istanbul"),
    ("苏州", "宿州"),
    ("خانه\u200cها", "خانهها"),
    ("ශ්\u200dරී", "ශ්රී"),
    ("क्\u200dष", "क्ष"),
    ("র\u200d্য", "র্য"),
    ("A", "А"),
    ("A &amp; B", "A & B"),
    ("ㄱ동", "가동"),
    ("A 1/2", "A ½"),
    ("12 1/20", "12½0"),
]
REFUSED = {
    "": "is empty",
    " \t\n\u3000": "is empty",
    "\u200b\u200e\ufeff\u3164\u2800": "is empty",
    "!!!": "has no letter or digit",
    "💥": "has no letter or digit",
    "Main\x07Street": "holds a control character (U+0007); remove it",
    "Main\x00": "holds a control character (U+0000); remove it",
    "Main\u202eteertS": "holds an invisible character that changes the direction of writing (U+202E); remove it",
    "\u2066Main\u2069": "holds an invisible character that changes the direction of writing (U+2066); remove it",
    "Stra\ufffde": "holds a character that stands for no letter or sign (U+FFFD); type it again",
    "Main\ud800": "holds a character that stands for no letter or sign (U+D800); type it again",
    "Main\ue000": "holds a character that stands for no letter or sign (U+E000); type it again",
    "Main\u0378": "holds a character that stands for no letter or sign (U+0378); type it again",
    "x" * 61: "has 61 characters; at most 60 are allowed",
}


@pytest.mark.parametrize(("pattern", "expected"), FOLDED.items())
def test_characters_that_nobody_tells_apart_are_folded_to_one(pattern: str, expected: tuple[str, str]) -> None:
    spelling, typed = expected
    assert {char: canonical_text(pattern.replace("*", char)) for char in typed} == dict.fromkeys(typed, spelling)


@pytest.mark.parametrize(("spelling", "typed"), ONE_SPELLING)
def test_one_text_typed_differently_has_one_spelling(spelling: str, typed: str) -> None:
    assert canonical_text(typed) == canonical_text(spelling) == spelling


@pytest.mark.parametrize(("one", "other"), TWO_SPELLINGS)
def test_what_somebody_may_mean_is_kept(one: str, other: str) -> None:
    assert caseless(canonical_text(one)) != caseless(canonical_text(other))


@pytest.mark.parametrize(("text", "sentence"), REFUSED.items())
def test_a_text_that_cannot_be_spelled_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Unspellable) as raised:
        canonical_text(text)
    assert str(raised.value) == sentence


def test_the_longest_text_counts_as_it_is_shown() -> None:
    assert len(canonical_text("  " + "x\u200b " * 30)) == TEXT_MAX - 1


@pytest.mark.parametrize("text", ["Straße", "ΟΔΟΣ", "ǅungla", "ŉ", "Ꭰꭰ", "ﬀ", "İzmir", "ᾳ", "ῼ", "ẞ", "AⒶ", "Ḥ̣", "ſ"])
def test_letters_in_any_case_are_the_same(text: str) -> None:
    keys = {
        caseless(canonical_text(typed)) for typed in (text, text.upper(), text.lower(), text.title(), text.casefold())
    }
    assert len(keys) == 1


@pytest.mark.slow
def test_a_canonical_spelling_is_its_own() -> None:
    for code in (*range(0x3400), *range(0xA000, 0xAC00), *range(0xF900, 0x10000), *range(0x1D400, 0x1D800)):
        for text in (
            chr(code),
            f"1{chr(code)}2",
            f"1 1{chr(code)}2",
            f"क्{chr(code)}क",
            f"ب{chr(code)}ب",
            f"กํ{chr(code)}า",
        ):
            _check_stable(text)


def _check_stable(text: str) -> None:
    try:
        spelled = canonical_text(text)
    except Unspellable:
        return
    key = caseless(spelled)
    assert canonical_text(spelled) == spelled
    assert canonical_text(key) == caseless(key) == key
    assert canonical_text(unicodedata.normalize("NFD", text)) == spelled


def test_a_field_that_cannot_be_spelled_is_named() -> None:
    with pytest.raises(InvalidAddress, match=r"^postcode is empty$") as raised:
        canonical(Address(**HOUSE, postcode=" "))
    assert raised.value.field == "postcode"


def test_what_is_not_said_stays_so() -> None:
    assert canonical(Address(**HOUSE)) == Address(**HOUSE)


def test_an_address_has_one_key_in_all_its_spellings() -> None:
    typed = Address(country="usa", city="ANYTOWN ", street="main\u00a0street", number="１１１")
    assert address_key(typed) == address_key(Address(**HOUSE))
    assert len(address_key(typed)) == 64


def test_the_fields_of_an_address_do_not_run_together() -> None:
    spoken = {"country": "usa", "number": "1"}
    keys = {
        address_key(Address(**spoken, city="main", street="street")),
        address_key(Address(**spoken, city="mainst", street="reet")),
        address_key(Address(**spoken, city="main", region="street", street="x")),
        address_key(Address(**spoken, city="main", street="x", unit="street")),
    }
    assert len(keys) == 4


@pytest.mark.parametrize(
    "more", [{"region": "IL"}, {"postcode": "1"}, {"unit": "4"}, {"number": "111 4"}, {"city": "Any Town"}]
)
def test_another_address_has_another_key(more: dict[str, str]) -> None:
    assert address_key(Address(**HOUSE | more)) != address_key(Address(**HOUSE))


def test_the_same_words_in_other_fields_are_another_address() -> None:
    said = [{"region": "4"}, {"postcode": "4"}, {"unit": "4"}]
    assert len({address_key(Address(**HOUSE, **more)) for more in said}) == 3


@pytest.mark.parametrize("typed", ["SW1A1AA", "sw1a 1aa", "SW1A-1AA", "SW1A\u00a01AA"])
def test_a_postcode_is_the_same_with_and_without_spaces_and_dashes(typed: str) -> None:
    assert address_key(Address(**HOUSE, postcode=typed)) == address_key(Address(**HOUSE, postcode="SW1A 1AA"))


def test_an_address_is_shown_in_one_line() -> None:
    address = Address(**HOUSE, region="Illinois", postcode="62701", unit="Apt 4")
    assert one_line(address) == "Apt 4, 111 Main Street, Anytown, Illinois, 62701, USA"
    assert one_line(Address(**HOUSE)) == "111 Main Street, Anytown, USA"


def test_cities_of_one_name_are_told_apart() -> None:
    assert city_name(Address(**HOUSE)) == "Anytown"
    assert city_name(Address(**HOUSE, region="Illinois")) == "Anytown, Illinois"
