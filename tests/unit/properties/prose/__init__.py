"""Sentences of listing prose, written for this project, with what a careful person says of them.

Each line of a table has its columns separated by tabs. `judged_held_out.tsv` was written after the words that count
were chosen, and has not been used to choose any: whoever adds words because of one of its lines moves the line to
`judged_while_tuning.tsv` and writes new ones.
"""

from pathlib import Path

HERE = Path(__file__).parent


def rows(table: str) -> list[tuple[str, ...]]:
    """Return the rows of a table: `(language, sentence)`, or `(language, judgement, sentence)`."""
    return [tuple(line.split("\t")) for line in (HERE / table).read_text(encoding="utf-8").splitlines()]
