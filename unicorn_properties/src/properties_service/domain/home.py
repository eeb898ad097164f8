"""The home that a contract, a request or a publication is about, known by its address."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """`key` is the same for one address in all its spellings, and for no other: docs/addresses.md."""

    key: str
    line: str | None = None  # the address for people; None if only the key is stored


def are_two(one: Home | None, other: Home | None) -> bool:
    """Whether two homes are known to differ; one that is not stated (by older systems, in older items) does not."""
    return one is not None and other is not None and one.key != other.key
