"""Words in phrases, some of which are taken for the names of localities."""

from collections.abc import Iterator, Sequence

from unicorn_kernel.property_id import readable
from web_service.domain.search.typed_words import FILLERS

WORDS_MAX = 8  # words in which localities are looked for
RUN_MAX = 4  # words of a name that are compared


class Words:
    def __init__(self, phrases: Sequence[str]) -> None:
        self._words = [(phrase, word) for phrase, text in enumerate(phrases) for word in text.split()]
        self._taken: set[int] = set()
        self._names: set[int] = set()

    @property
    def count(self) -> int:
        return len(self._words)

    def starts(self) -> Iterator[int]:
        """Yield the positions of the words that are free, of the first few."""
        return (at for at in range(min(len(self._words), WORDS_MAX)) if at not in self._taken)

    def runs(self, start: int) -> Iterator[str]:
        """Yield the slugs of the free words from one on, within its phrase: of one word, of two and so on."""
        phrase, run = self._words[start][0], list[str]()
        for at in range(start, min(len(self._words), start + RUN_MAX)):
            if at in self._taken or self._words[at][0] != phrase:
                return
            run.append(self._words[at][1])
            if not (slug := readable(" ".join(run))):
                return
            yield slug

    def longest_runs(self) -> Iterator[tuple[int, int, str]]:
        """Yield where each run begins, its number of words, and its slug; the longest ones first."""
        runs = [(start, length, run) for start in self.starts() for length, run in enumerate(self.runs(start), 1)]
        return iter(sorted(runs, key=lambda found: (-found[1], found[0])))

    def take(self, start: int, length: int) -> None:
        self._taken |= set(range(start, start + length))

    def begin_name(self, start: int, length: int) -> None:
        """Note that words are only the beginning of a name, so no words of a text either."""
        self._names |= set(range(start, start + length))

    def left(self) -> tuple[list[str], list[str]]:
        """Return the words that nothing has taken and that mean something: words to look for in texts, and others.

        Others are numbers alone, as those of houses, and beginnings of names. Words side by side are one text.
        """
        texts: dict[bool, list[list[str]]] = {True: [], False: []}
        last = (False, -1, -1)
        for at, (phrase, word) in enumerate(self._words):
            if at in self._taken or word.lower() in FILLERS:
                continue
            is_free = at not in self._names and any(map(str.isalpha, word))
            if last != (is_free, phrase, at - 1):
                texts[is_free].append([])
            texts[is_free][-1].append(word)
            last = (is_free, phrase, at)
        return [" ".join(text) for text in texts[True]], [" ".join(text) for text in texts[False]]
