"""What a request says of encodings it reads, and of answers it has (RFC 9110, 12.5.3 and 13.1.2)."""


def reads_gzip(accepted: str) -> bool:
    """Return whether an Accept-Encoding has gzip, by its name or as `*`, with a weight above 0."""
    weights: dict[str, float] = {}
    for one in accepted.lower().split(","):
        name, _, parameter = (part.strip() for part in one.partition(";"))
        weights[name] = _weight(parameter)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0))) > 0


def has(tags: str, etag: str) -> bool:
    """Return whether an If-None-Match is met: it has the ETag, however weak, or is `*`."""
    return any(tag.strip().removeprefix("W/") in {"*", etag} for tag in tags.split(","))


def _weight(parameter: str) -> float:
    try:
        return float(parameter.removeprefix("q=")) if parameter else 1
    except ValueError:
        return 0
