"""Safeguards: addresses and property ids."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_kernel/"

AREA = Area(
    "Addresses and property ids",
    (
        Mutant(
            "Flats, postcodes and regions are parts of the id",
            f"{CODE}property_id.py",
            "if not shown and not hidden and _PLAIN",
            "if _PLAIN",
            "tests/unit/kernel/test_property_id.py::test_ids_never_change",
        ),
        Mutant(
            "Two homes that differ in their unit alone have two ids",
            f"{CODE}property_id.py",
            'SEPARATOR.join((text, shown or "", hidden or ""))',
            'SEPARATOR.join((text, shown or ""))',
            "tests/unit/kernel/test_documentation.py::test_an_example_has_the_id_that_the_page_shows",
        ),
        Mutant(
            "A text that looks like an id with a suffix takes no other home's id",
            f"{CODE}property_id.py",
            "if len(slug) <= PART_MAX and not _SUFFIX.fullmatch(slug):",
            "if len(slug) <= PART_MAX:",
            (
                "tests/unit/kernel/test_property_id.py::"
                "test_a_street_that_looks_like_a_part_with_a_suffix_takes_no_other_streets_id"
            ),
        ),
        Mutant(
            "Fields of an address do not run together in its key",
            f"{CODE}address.py",
            "SEPARATOR.join(texts)",
            '"".join(texts)',
            "tests/unit/kernel/test_canonical_spelling.py::test_the_fields_of_an_address_do_not_run_together",
        ),
        Mutant(
            "Capitals do not make another home",
            f"{CODE}address.py",
            "key = caseless(canonical_field(name, text))",
            "key = canonical_field(name, text)",
            "tests/unit/kernel/test_canonical_spelling.py::test_an_address_has_one_key_in_all_its_spellings",
        ),
        Mutant(
            "Spaces in a postcode do not make another home",
            f"{CODE}address.py",
            'if name == "postcode" else key',
            'if name == "region" else key',
            (
                "tests/unit/kernel/test_canonical_spelling.py::"
                "test_a_postcode_is_the_same_with_and_without_spaces_and_dashes"
            ),
        ),
        Mutant(
            "An address holds no character that turns the direction of writing",
            f"{CODE}spelling.py",
            "if ord(char) in _DIRECTION:",
            "if not char:",
            (
                "tests/unit/kernel/test_canonical_spelling.py::"
                "test_a_text_that_cannot_be_spelled_is_refused_in_one_sentence"
            ),
        ),
        Mutant(
            "An address holds no control character",
            f"{CODE}spelling.py",
            'if category == "Cc":',
            "if not char:",
            (
                "tests/unit/kernel/test_canonical_spelling.py::"
                "test_a_text_that_cannot_be_spelled_is_refused_in_one_sentence"
            ),
        ),
        Mutant(
            "Invisible tags do not make another home",
            f"{CODE}spelling.py",
            "if code in _INVISIBLE or code in _INVISIBLE_PLANE:",
            "if code in _INVISIBLE:",
            ("tests/unit/kernel/test_canonical_spelling.py::test_characters_that_nobody_tells_apart_are_folded_to_one"),
        ),
        Mutant(
            "A field of an address is at most 60 characters long",
            f"{CODE}spelling.py",
            "if len(spelled) > TEXT_MAX:",
            "if len(spelled) > 100 * TEXT_MAX:",
            (
                "tests/unit/kernel/test_canonical_spelling.py::"
                "test_a_text_that_cannot_be_spelled_is_refused_in_one_sentence"
            ),
        ),
        Mutant(
            "A curly apostrophe is a straight one",
            f"{CODE}spelling.py",
            "if code in _FOLDED:",
            "if not code:",
            ("tests/unit/kernel/test_canonical_spelling.py::test_characters_that_nobody_tells_apart_are_folded_to_one"),
        ),
        Mutant(
            "Every dash is one dash",
            f"{CODE}spelling.py",
            'return "-" if category == "Pd" else',
            'return "-" if not category else',
            "tests/unit/kernel/test_canonical_spelling.py::test_one_text_typed_differently_has_one_spelling",
        ),
        Mutant(
            "A field of an address has a letter or a digit",
            f"{CODE}spelling.py",
            "if not any(map(str.isalnum, spelled)):",
            "if not spelled:",
            (
                "tests/unit/kernel/test_canonical_spelling.py::"
                "test_a_text_that_cannot_be_spelled_is_refused_in_one_sentence"
            ),
        ),
        Mutant(
            "A sent id may not name another home than the address beside it",
            f"{CODE}given_ids.py",
            "if given is None or normalise(given) == found or _is_slugs_of(address, given):",
            "if given is None or address:",
            "tests/unit/kernel/test_given_ids.py::test_the_id_of_another_home_is_an_error_that_names_both",
        ),
        Mutant(
            "Ids of clients that know no flats do not stand for a flat",
            f"{CODE}given_ids.py",
            "if any(getattr(address, name) for name in FIELDS if name not in PARTS):",
            "if not address:",
            "tests/unit/kernel/test_given_ids.py::test_older_clients_knew_no_unit",
        ),
        Mutant(
            "House 2 stands before house 12",
            f"{CODE}house_numbers.py",
            'return f"{len(digits):02d}{digits}"',
            "return digits",
            "tests/unit/kernel/test_house_numbers.py::test_house_numbers_sort_as_people_count",
        ),
        Mutant(
            "The JSON value true is no house number",
            f"{CODE}house_numbers.py",
            " and not isinstance(number, bool)",
            "",
            "tests/unit/kernel/test_house_numbers.py::test_nothing_else_becomes_a_text",
        ),
    ),
)
