"""Photos are public while an approved version shows them: the files in the bucket are made to follow the listings.

A photo that is being edited is brought to where uploads arrive: from there on it is processed as they are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import batched
from uuid import UUID

from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.rounds import Budget, Step, Tally, handle_round
from web_service.domain.images.photo_files import Changes, Files, Photos, begun_edits, changes
from web_service.ports.photo_files import PhotoFiles, ShownPhotos

TRIES = 5
PAGE = 25  # listings compared at a time


class ListingUnreadable(Exception):
    """Raised when a stored listing cannot be understood: its files stay as they are."""


def sync_photos(property_id: str, *, files: PhotoFiles, shown: ShownPhotos) -> list[Changes]:
    """Compare a listing's files with what it shows until they agree; return what was changed.

    May run at any time, any number of times, and beside itself: a run ends only when it has found nothing to do, so
    whichever runs last has seen the last state. Raises StoreUnavailable and
    ListingUnreadable.
    """
    done: list[Changes] = []
    brought: set[UUID] = set()
    for _ in range(TRIES):
        # First the files: those that are there belong to images that were written before the listing is read.
        there = files.of(property_id)
        photos = shown.of([property_id])[property_id]
        if photos is None:
            raise ListingUnreadable(property_id)
        for first, edited in begun_edits(photos.images):
            if edited.image_id not in brought:
                files.bring(property_id, first, edited.image_id)
                brought.add(edited.image_id)
        wanted = changes(there, photos)
        if not wanted:
            return [*done, wanted] if wanted.missing else done
        files.change(property_id, wanted)
        done.append(wanted)
    raise StoreUnavailable(f"the photos of {property_id} kept changing")


def reconcile_photos(
    after: str | None,
    *,
    until: datetime | None,
    files: PhotoFiles,
    shown: ShownPhotos,
    sync: Callable[[str], bool],
    dry_run: bool,
    budget: Budget,
    move: Callable[[str | None], None],
) -> Tally:
    """Sync each listing whose files are not what they should be, the files of listings that are gone among them.

    A listing with a file that was written after `until` is left out: its stream is about to be read, or it moves.
    None: no listing is left out.
    `sync` returns whether it could; what raises StoreUnavailable is left to the next round.
    """
    tally = Tally()

    def compare(page: Sequence[tuple[str, Files]]) -> None:
        budget.items -= len(page) - 1  # one of them is counted by the round
        photos = shown.of([property_id for property_id, _ in page])
        for property_id in _differing(page, photos):
            tally.found += 1
            if not dry_run:
                _sync(property_id, sync, tally)

    pages = ([Step(page, page[-1][0])] for page in batched(files.walk(after, until=until), PAGE, strict=False))
    handle_round(pages, compare, budget=budget, move=move)
    return tally


def _differing(page: Iterable[tuple[str, Files]], photos: Mapping[str, Photos | None]) -> Iterator[str]:
    for property_id, there in page:
        known = photos[property_id]
        if known is None or changes(there, known):
            yield property_id


def _sync(property_id: str, sync: Callable[[str], bool], tally: Tally) -> None:
    try:
        tally.done += sync(property_id)
    except StoreUnavailable:
        tally.failed += 1
