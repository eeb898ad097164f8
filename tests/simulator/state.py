"""A state of the whole system as numbers: each stands for one part's content, the same content for the same number.

So two paths to one state meet, comparing states compares numbers, and what a step does in one context is found once.

Left out is what nothing reads: an execution's results once it has ended, and the tokens of its tasks then (to a
function, an answer to one of them and to a token that never was are the same error).
"""

import json
from collections.abc import Hashable
from typing import Any, NamedTuple

from tests.simulator.tables import Key, Record
from tests.simulator.values import Item

type Tables = dict[str, dict[Key, Item]]
type Message = tuple[str, str]  # queue or state machine, body
type Queued = tuple[tuple[str, tuple[int, ...]], ...]  # by mapping, the records that wait, oldest first


class Run(NamedTuple):
    """An execution: what started it, and the results of its tasks so far."""

    key: str
    event: str
    results: tuple[str, ...] = ()  # JSON: ["value", …], ["error", name, cause] or ["token", …]
    ended: str = ""
    waits: bool = False  # to look again: it begins anew, so that waiting for ever is one state
    is_late: bool = False  # it has waited for longer than it may


class State(NamedTuple):
    """Numbers of contents; `tables` has one for each context."""

    tables: tuple[int, ...]
    streams: int
    messages: int
    handled: int  # messages, once at least
    runs: int
    tokens: int
    published: int
    people: int


class Numbers[Content: Hashable]:
    """Contents, and a number for each that there is."""

    def __init__(self) -> None:
        self._numbers: dict[Content, int] = {}
        self._contents: list[Content] = []

    def of(self, content: Content) -> int:
        number = self._numbers.setdefault(content, len(self._contents))
        if number == len(self._contents):
            self._contents.append(content)
        return number

    def __getitem__(self, number: int) -> Content:
        return self._contents[number]


class ByText[Content]:
    """The same for contents that are JSON and bytes; `told` says what of them counts."""

    def __init__(self) -> None:
        self.texts, self._contents = Numbers[str](), list[Content]()

    def of(self, content: Content, told: Any) -> int:
        number = self.texts.of(json.dumps(told, sort_keys=True, default=bytes.hex))
        if number == len(self._contents):
            self._contents.append(content)
        return number

    def __getitem__(self, number: int) -> Content:
        return self._contents[number]


class Contents:
    """What the numbers of states stand for."""

    def __init__(self) -> None:
        self._tables, self._records = ByText[Tables](), ByText[Record]()
        self.streams, self.messages = Numbers[Queued](), Numbers[tuple[Message, ...]]()
        self.runs, self.tokens = Numbers[tuple[Run, ...]](), Numbers[tuple[tuple[str, str | None], ...]]()
        self.handled = Numbers[frozenset[Message]]()
        self.published, self.people = Numbers[frozenset[str]](), Numbers[tuple[int, ...]]()

    def tables(self, number: int) -> Tables:
        return self._tables[number]

    def number_of_tables(self, tables: Tables) -> int:
        told = {name: sorted((str(at), item) for at, item in items.items()) for name, items in tables.items()}
        return self._tables.of(tables, told)

    def mentions(self, state: State, name: str) -> bool:
        """Whether a table, a record of a stream or a message has a name in it."""
        texts = [self._tables.texts[number] for number in state.tables]
        texts += [body for _, body in self.messages[state.messages] + tuple(self.handled[state.handled])]
        texts += [self._records.texts[number] for _, numbers in self.streams[state.streams] for number in numbers]
        return any(name in text for text in texts)

    def record(self, number: int) -> Record:
        return self._records[number]

    def number_of_record(self, record: Record) -> int:
        """Return the number of what a record tells: two that differ in their own numbers alone are one."""
        change = {name: value for name, value in record["dynamodb"].items() if name != "SequenceNumber"}
        return self._records.of(record, [record["eventSourceARN"], record["eventName"], change])
