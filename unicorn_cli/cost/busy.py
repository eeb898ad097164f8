"""The quantities of one search, one look at a home, one contract and one publication.

Counts of calls and units are those of the handlers (`make bench`, docs/scale.md); transitions are counted on the local
engine. Durations are estimates: nothing of this was measured on AWS.
"""

from unicorn_cli.cost.uses import Use

MEMORY, IMAGE_MEMORY = 512 / 1024, 1769 / 1024  # GB of a function
EXPRESS_MEMORY = 64 / 1024  # GB of an Express execution: the least that is billed
LOG = 0.9e-6  # GB of log lines of one invocation, Lambda's own among them
DAYS_AGAIN = 7  # on which the latest fact about a property is published again: docs/adr/0036
DAYS_PENDING = 3  # that a request waits for its contract, about
COPIES = 0.0004  # GB of the three widths of a photo
SYNCS = 2  # of a listing's photos: shown, and hidden
CHANGES = 8  # of a listing besides
CARD_PAGE, DETAILS, PHOTO = 3e-6, 2e-6, 120e-6  # GB sent


def _run(name: str, *, seconds: float, memory: float = MEMORY, times: int = 1) -> list[Use]:
    return [
        Use("lambda-request", times, name),
        Use("lambda-gigabyte-second", times * seconds * memory, f"{seconds} s of {memory:.2f} GB: {name}"),
        Use("log-gigabyte", times * LOG, name),
    ]


def _api(name: str, *, seconds: float = 0.03, times: int = 1) -> list[Use]:
    return [
        Use("cdn-request", times, name),
        Use("cdn-function", times, name),
        Use("api-request", times, name),
        *_run(name, seconds=seconds, times=times),
    ]


def _fact(name: str, *, read: bool) -> list[Use]:
    """A fact: the publisher sends it, the bus archives it, and one context reads it, or the workflow does."""
    return [
        *_run(f"publisher: {name}", seconds=0.03),
        Use("event", 2, f"{name}, and its copy in the archive"),
        *(_reader(name) if read else []),
    ]


def _reader(name: str) -> list[Use]:
    return [
        Use("queue-request", 3, f"{name}: sent, received, deleted"),
        *_run(f"reader: {name}", seconds=0.03),
    ]


def search() -> list[Use]:
    """A page of 25 cards that the CDN does not have."""
    return [
        *_api("search", seconds=0.015),
        Use("table-read", 1.0, "a page of 25 cards"),
        Use("cdn-gigabyte", CARD_PAGE, "the page, compressed"),
    ]


def cached_search() -> list[Use]:
    """The same page again within 30 s."""
    return [
        Use("cdn-request", 1, "search"),
        Use("cdn-function", 1, "search"),
        Use("cdn-gigabyte", CARD_PAGE, "the page, compressed"),
    ]


def look_at_home(photos: int) -> list[Use]:
    """The details of a home with its photos, none of them in the browser yet."""
    return [
        *_api("details", seconds=0.015),
        Use("table-read", 0.5, "the details"),
        Use("cdn-request", photos, "photos"),
        Use("cdn-gigabyte", DETAILS + photos * PHOTO, "details and photos"),
        Use("s3-get", photos, "photos that the CDN does not have"),
    ]


def contract() -> list[Use]:
    """A contract that is drafted and then approved; its latest fact is published again on the days after."""
    change = [
        *_api("change of a contract"),
        Use("table-write", 8, "contract, history and head in one transaction"),
        Use("table-read", 2, "the head, consistently"),
        *_fact("ContractStatusChanged", read=True),
        Use("table-write", 1, "its status in Properties"),
        *_run("waiters are looked up", seconds=0.02),
        Use("table-read", 2, "the partition of the property"),
    ]
    again = [
        Use("event", 2, "ContractStatusChanged again, and its copy in the archive"),
        *_reader("ContractStatusChanged again"),
        Use("table-read", 2, "the head, and the known status, consistently"),
    ]
    return [*(use.times(2) for use in change), *(use.times(DAYS_AGAIN) for use in again)]


def _request_again() -> list[Use]:
    """A pending request that is published again: the workflow finds that it has it."""
    return [
        Use("event", 2, "PublicationApprovalRequested again, and its copy in the archive"),
        Use("transition", 3, "a second execution of the same request"),
        Use("express-run", 1, "it looks for the request"),
        *_run("the request is registered already", seconds=0.03),
        Use("table-write", 1, "a condition that does not hold"),
    ]


def _shown(photos: int) -> list[Use]:
    """The photos of an approved listing are copied, and hidden when it is withdrawn; each day they are compared."""
    return [
        Use("s3-put", 3 * photos, "public copies of photos"),
        Use("s3-put", 2 * SYNCS * 2, "lists of a listing's files, before and after a change"),
        Use("table-read", SYNCS * 2 * 4, "what a listing shows, consistently"),
        *_run("photos are shown or hidden", seconds=0.2, times=SYNCS),
        *_run("changes of a listing that show nothing else", seconds=0.01, times=CHANGES),
        Use("s3-put", 365 * 7 * photos / 1000, "the daily list of all files, for a year"),
        Use("table-read", 365 * 4, "the daily look at what is shown, for a year"),
    ]


def publication(photos: int) -> list[Use]:
    """A first publication: draft, photos, request, approval. Comprehend reads 500 characters twice."""
    return [
        *_api("draft, request, publication", times=3),
        *_api("upload tickets", seconds=0.05, times=photos),
        Use("s3-put", 8 * photos, "uploads and their sizes"),
        *_shown(photos),
        Use("s3-get", 2 * photos, "uploads, and originals to judge"),
        Use("event", photos, "Object Created"),
        Use("queue-request", 3 * photos, "Object Created"),
        *_run("photos", seconds=1.5, memory=IMAGE_MEMORY, times=photos),
        Use("storage-gigabyte", photos * 12 * 0.002, "photos in all sizes, for a year"),
        Use("storage-gigabyte", photos * 12 * COPIES, "public copies of their widths, for a year"),
        Use("table-write", 18 + 18 + 4 * photos, "listing, cards, index entries, photos"),
        Use("table-read", 10 + photos, "reads before writes, consistently"),
        *_fact("PublicationApprovalRequested", read=False),
        *[use.times(DAYS_PENDING) for use in _request_again()],
        *_fact("PublicationEvaluationCompleted", read=True),
        Use("transition", 5, "the workflow, counted on the local engine"),
        Use("express-run", 1, "the evaluation of contract and content"),
        Use("express-gigabyte-second", 4 * EXPRESS_MEMORY, "4 s of 0.06 GB: the evaluation"),
        *_run("tasks of the workflow", seconds=0.03, times=3),
        Use("rekognition-image", photos, "each photo"),
        Use("comprehend-unit", 10, "language and sentiment of 500 characters"),
    ]
