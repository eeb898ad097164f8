"""A hypothesis strategy for any detail that a schema allows."""

from typing import Any

from hypothesis import strategies as st

Json = Any
_TEXTS = st.characters(exclude_categories=["Cs", "Cc"])
_LISTS = 5  # largest number of generated entries; the largest event has a test of its own
_FORMATS: dict[str, st.SearchStrategy[Json]] = {
    "uuid": st.uuids().map(str),
    "date-time": st.datetimes().map(lambda moment: moment.isoformat(timespec="milliseconds") + "Z"),
}


def details(schema: dict[str, Json]) -> st.SearchStrategy[Json]:
    """Return a strategy for every detail that an event's schema allows."""
    return _any_of(schema, schema)


def _any_of(part: dict[str, Json], document: dict[str, Json]) -> st.SearchStrategy[Json]:
    if "$ref" in part:
        return _any_of(document["$defs"][part["$ref"].rpartition("/")[2]], document)
    if "anyOf" in part:
        return st.one_of([_any_of(choice, document) for choice in part["anyOf"]])
    for listed in ("enum", "examples"):
        if listed in part:
            return st.sampled_from(part[listed])
    if "const" in part:
        return st.just(part["const"])
    made: st.SearchStrategy[Json] = _BY_TYPE[part["type"]](part, document)
    return made


def _object(part: dict[str, Json], document: dict[str, Json]) -> st.SearchStrategy[Json]:
    fields = {name: _any_of(given, document) for name, given in part["properties"].items()}
    required = set(part.get("required", []))
    return st.fixed_dictionaries(
        {name: made for name, made in fields.items() if name in required},
        optional={name: made for name, made in fields.items() if name not in required},
    )


def _string(part: dict[str, Json], _: dict[str, Json]) -> st.SearchStrategy[Json]:
    if "format" in part:
        return _FORMATS[part["format"]]
    least, most = part.get("minLength", 0), part.get("maxLength", 200)
    if "pattern" in part:
        return st.from_regex(part["pattern"], fullmatch=True).filter(lambda text: least <= len(text) <= most)
    return st.text(_TEXTS, min_size=least, max_size=min(most, 200))


def _number(part: dict[str, Json], _: dict[str, Json]) -> st.SearchStrategy[Json]:
    return st.integers(min_value=1, max_value=10**15) | st.floats(min_value=0.01, max_value=10**13, allow_nan=False)


_BY_TYPE: dict[str, Any] = {
    "object": _object,
    "string": _string,
    "number": _number,
    "integer": lambda part, _: st.integers(part.get("minimum", 0), part.get("maximum", 10**15)),
    "boolean": lambda *_: st.booleans(),
    "null": lambda *_: st.none(),
    "array": lambda part, document: st.lists(_any_of(part["items"], document), max_size=_LISTS),
}
