"""Texts no longer than the dictionary suggests."""

REMARKS_MAX, SHORT_MAX, LONG_MAX, ADDRESS_MAX = 4000, 50, 1024, 255  # characters


def shortened(text: str, most: int) -> str:
    """Return the text, or its first words and an ellipsis if it is longer than `most` characters."""
    if len(text) <= most:
        return text
    begin = text[: most - 1]
    words = begin.rpartition(" ")[0] if not text[most - 1].isspace() else begin
    return f"{(words if len(words) > most // 2 else begin).rstrip()}…"


def whole(text: str | None, most: int) -> str | None:
    """Return the text, None if it is longer than `most` characters: half a name is another name."""
    return text if text is not None and len(text) <= most else None
