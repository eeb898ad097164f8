"""The budgets of functions, and the figures that exceed them."""

from collections.abc import Mapping
from dataclasses import dataclass

MEGABYTE = 1_000_000

COLD = 6.5  # CPU of a process to its first answer, in ratio to that of a bare interpreter
COLD_OF = {
    "WebSearchApi": 3,  # customers wait for it
    "WebSearchApi.facts": 3.5,  # reads a block of the roster
    "WebSearchApi.words": 4,  # and its words
    "WebSearchApi.suggestions": 4,  # compiles its patterns
    "WebListingsApi.ticket": 14,  # signs an upload form with boto3
    "WebSyncPhotos": 14,  # copies and deletes with boto3
    "WebProcessImage": 13,  # loads Pillow
    "WebProcessImage.50-megapixels": None,  # is measured for its memory: its work is pixels
}
WARM = 0.5  # CPU of a request beyond its calls of AWS, in bare calls of DynamoDB by boto3
WARM_OF = {
    "WebDescriptionApi": 1,  # hands over 300 kB
    "WebDescriptionApi.docs": 6,  # and a page of 2 MB
    "WebSearchApi.facts": 1.5,  # compares and sorts 500 homes
    "WebSearchApi.words": 3,  # and reads the texts of those that it shows
    "WebProcessImage": None,
}
LOG_BYTES = 400
ZIP_BYTES = 3 * MEGABYTE
ZIP_BYTES_OF = {
    "WebSearchApi": 0.5 * MEGABYTE,  # neither pydantic nor Powertools
    "ContractsContractsApi": 3.2 * MEGABYTE,  # shows its description as a page: Swagger UI is half a megabyte
    "WebDescriptionApi": MEGABYTE,  # has Swagger UI, and no library to check a body with
    "WebProcessImage": 9 * MEGABYTE,  # carries Pillow
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A function's figures, each the median of its rounds; the cold ratios are made within each round.

    Time is always CPU time: wall time on a busy machine is its neighbours'.
    """

    function: str
    case: str
    of_interpreter: float  # a cold start, in ratio to a bare interpreter
    of_interpreter_low: float  # the lower quartile: three of four rounds are above
    of_client: float  # in ratio to a bare boto3 client
    cold_ms: float
    warm_ms: float
    of_call: float | None  # a request, in ratio to a bare call of DynamoDB; None if that was not measured
    calls: float  # of AWS, per request
    peak_mib: float
    memory_mib: int  # that the function is given
    log_bytes: float
    zip_bytes: int
    modules: int
    rounds: int
    only_local: bool


def over(row: Row) -> list[str]:
    """Return what is over the function's budget. Stand-ins never run on AWS, so they have none.

    A cold start is over its budget if it is in three of four rounds: on a busy machine the median alone moves by 5 %.
    """
    if row.only_local:
        return []
    cold = _own(COLD_OF, row, COLD)
    beyond = _own(WARM_OF, row, WARM)
    warm = None if beyond is None else row.calls + beyond
    size = ZIP_BYTES_OF.get(row.function, ZIP_BYTES)
    limits = (
        (row.of_interpreter_low, cold, f"cold {row.of_interpreter:.1f} > {cold} interpreters"),
        (row.of_call or 0, warm, f"warm {row.of_call or 0:.1f} > {warm or 0:g} bare calls"),
        (row.peak_mib, row.memory_mib, f"memory {row.peak_mib:.0f} > {row.memory_mib} MiB"),
        (row.log_bytes, LOG_BYTES, f"log {row.log_bytes:.0f} > {LOG_BYTES} B"),
        (row.zip_bytes, size, f"zip {row.zip_bytes / MEGABYTE:.1f} > {size / MEGABYTE:g} MB"),
    )
    return [missed for figure, limit, missed in limits if limit is not None and figure > limit]


def _own(budgets: Mapping[str, float | None], row: Row, otherwise: float) -> float | None:
    """Return the budget of the row's case, or of its function, or the one of all."""
    return budgets.get(row.case, budgets.get(row.function, otherwise))
