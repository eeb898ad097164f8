"""Which files of photos are to be in the bucket, and that any order of changes ends with them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import combinations
from uuid import UUID, uuid4

import pytest
from web_service.domain.images.edit import Size, edit_of
from web_service.domain.images.image import Image, ImageStatus
from web_service.domain.images.photo_files import Changes, Files, Photos, changes
from web_service.use_cases.photo_files import ListingUnreadable, reconcile_photos, sync_photos

from tests.unit.web.fakes import HOUSE, INFO, MONDAY, an_image
from unicorn_kit.errors import StoreUnavailable
from unicorn_kit.rounds import Budget

WIDTHS = ("320.webp", "800.webp", "1600.webp")
ALL = (*WIDTHS, "master.jpg")


def ready() -> Image:
    return an_image(uuid4()).ready(INFO)


def old() -> Image:
    """An image that an earlier release has processed."""
    return replace(ready(), is_private=False)


def ids(*images: Image) -> frozenset[str]:
    return frozenset(str(image.image_id) for image in images)


def names(image: Image, files: Sequence[str] = ALL) -> set[str]:
    return {f"{image.image_id}/{file}" for file in files}


class FakeFiles:
    """The port `PhotoFiles` of one property."""

    def __init__(self, *, private: set[str] | None = None, public: set[str] | None = None) -> None:
        self.private, self.public = private or set(), public or set()
        self.brought: list[tuple[UUID, UUID]] = []
        self.fails = False

    def of(self, property_id: str) -> Files:
        return Files(private=frozenset(self.private), public=frozenset(self.public))

    def walk(self, after: str | None, *, until: datetime | None) -> Iterator[tuple[str, Files]]:
        if after is None:
            yield HOUSE, self.of(HOUSE)

    def bring(self, property_id: str, first: Image, new_id: UUID) -> None:
        if self.fails:
            raise StoreUnavailable
        self.brought.append((first.image_id, new_id))

    def change(self, property_id: str, wanted: Changes) -> None:
        if self.fails:
            raise StoreUnavailable
        self.private |= {name for name in wanted.adopt if name in self.public}
        self.public -= set(wanted.hide)
        self.public |= {name for name in wanted.show if name in self.private}
        self.private -= set(wanted.drop)


class FakeShown:
    """The port `ShownPhotos`: what it answers one after the other, the last for ever."""

    def __init__(self, *photos: Photos | None) -> None:
        self.answers = list(photos)

    def of(self, property_ids: Sequence[str]) -> Mapping[str, Photos | None]:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return dict.fromkeys(property_ids, answer)


def synced(files: FakeFiles, *photos: Photos | None) -> FakeFiles:
    sync_photos(HOUSE, files=files, shown=FakeShown(*photos))
    return files


def test_a_photo_that_no_version_shows_has_no_public_file() -> None:
    image = ready()
    files = synced(FakeFiles(private=names(image)), Photos(images=[image]))
    assert (files.private, files.public) == (names(image), set())


def test_what_is_shown_is_copied_in_every_width_and_the_master_never() -> None:
    image = ready()
    files = synced(FakeFiles(private=names(image)), Photos(images=[image], shown=ids(image)))
    assert files.public == names(image, WIDTHS)


@pytest.mark.parametrize("status", [ImageStatus.EXPECTED, ImageStatus.READY])
def test_the_files_of_an_image_of_the_listing_stay_as_one_may_be_written_at_this_moment(status: ImageStatus) -> None:
    image = replace(ready(), status=status)
    assert synced(FakeFiles(private=names(image)), Photos(images=[image])).private == names(image)


def test_the_files_of_a_rejected_image_are_deleted() -> None:
    image = replace(ready(), status=ImageStatus.REJECTED)
    assert synced(FakeFiles(private=names(image)), Photos(images=[image])).private == set()


def test_a_photo_that_was_removed_stays_while_the_approved_version_shows_it() -> None:
    removed, other = ready(), ready()
    both = names(removed) | names(other)
    shown = names(removed, WIDTHS)
    files = FakeFiles(private=set(both), public=set(shown))
    assert synced(files, Photos(images=[other], shown=ids(removed))).public == shown
    assert files.private == both
    synced(files, Photos(images=[other], shown=ids(other)))
    assert (files.private, files.public) == (names(other), names(other, WIDTHS))


def test_nothing_of_a_listing_that_is_gone_stays() -> None:
    image = ready()
    files = synced(FakeFiles(private=names(image), public=names(image, WIDTHS)), Photos())
    assert (files.private, files.public) == (set(), set())


def test_a_photo_of_an_earlier_release_gets_a_private_copy_before_its_public_files_go() -> None:
    image = old()
    files = synced(FakeFiles(public=names(image)), Photos(images=[image]))
    assert files.private == names(image, WIDTHS)
    assert files.public == names(image, ["master.jpg"])  # no policy lets anybody but moderation read it


def test_a_photo_of_an_earlier_release_that_is_shown_is_never_hidden() -> None:
    image = old()
    files = FakeFiles(public=names(image))
    assert changes(files.of(HOUSE), Photos(images=[image], shown=ids(image))).hide == []
    assert synced(files, Photos(images=[image], shown=ids(image))).public == names(image)
    synced(files, Photos())
    assert (files.private, files.public) == (set(), set())


def test_a_photo_that_the_earlier_release_wrote_again_gets_its_master_where_it_is_looked_for() -> None:
    """While a new version is rolled out in steps, the old one rewrites listings without what it does not know."""
    image = old()
    assert synced(FakeFiles(private=names(image)), Photos(images=[image])).public == names(image, ["master.jpg"])


def test_a_file_that_is_nowhere_is_reported_once_and_stops_nothing() -> None:
    image, other = ready(), ready()
    shown = Photos(images=[image, other], shown=ids(image, other))
    files = FakeFiles(private=names(other))
    done = sync_photos(HOUSE, files=files, shown=FakeShown(shown))
    assert files.public == names(other, WIDTHS)
    assert done[-1].missing == sorted(names(image, WIDTHS))


def test_a_run_that_was_late_finds_out_before_it_ends() -> None:
    """It has read that a photo is shown, and copies it after the run that has hidden it."""
    image = ready()
    shown, hidden = Photos(images=[image], shown=ids(image)), Photos(images=[image])
    assert synced(FakeFiles(private=names(image)), shown, hidden).public == set()


def test_files_are_listed_before_the_listing_is_read() -> None:
    """A photo that is uploaded in between would be taken for one of no listing."""
    image = ready()
    files, shown = FakeFiles(), FakeShown(Photos())
    looked = shown.of

    def upload(property_ids: Sequence[str]) -> Mapping[str, Photos | None]:
        answer = looked(property_ids)
        files.private |= names(image)
        return answer

    shown.of = upload  # type: ignore[method-assign]
    assert sync_photos(HOUSE, files=files, shown=shown) == []
    assert files.private == names(image)


def test_any_state_of_the_files_ends_in_the_same() -> None:
    image, other, gone = ready(), old(), ready()
    every = sorted(names(image) | names(gone))
    photos = Photos(images=[image, other], shown=ids(image))
    for missing in combinations(every, 2):
        files = FakeFiles(private=names(image) | (set(every) - set(missing) - names(image)), public=names(other))
        synced(files, photos)
        assert files.public == names(image, WIDTHS) | names(other, ["master.jpg"])
        assert files.private == names(image) | names(other, WIDTHS)
        assert not changes(files.of(HOUSE), photos)


def test_files_that_keep_changing_are_left_to_a_later_run() -> None:
    image = ready()
    files = FakeFiles(private=names(image))
    with pytest.raises(StoreUnavailable):
        synced(files, *[Photos(images=[image], shown=ids(image)), Photos(images=[image])] * 9)


def test_an_unreadable_listing_keeps_its_files() -> None:
    files = FakeFiles(private={"a/320.webp"}, public={"a/320.webp"})
    with pytest.raises(ListingUnreadable):
        synced(files, None)
    assert (files.private, files.public) == ({"a/320.webp"}, {"a/320.webp"})


def reconciled(files: FakeFiles, photos: Photos, *, dry_run: bool = False) -> tuple[int, int, int]:
    shown = FakeShown(photos)
    tally = reconcile_photos(
        None,
        until=MONDAY,
        files=files,
        shown=shown,
        sync=lambda property_id: bool(sync_photos(property_id, files=files, shown=shown)),
        dry_run=dry_run,
        budget=Budget(lambda: 60.0, 100),
        move=lambda _: None,
    )
    return tally.found, tally.done, tally.failed


def test_the_daily_run_syncs_what_differs_and_nothing_else() -> None:
    image = ready()
    files = FakeFiles(private=names(image))
    assert reconciled(files, Photos(images=[image])) == (0, 0, 0)
    assert reconciled(files, Photos(), dry_run=True) == (1, 0, 0)
    assert files.private == names(image)
    assert reconciled(files, Photos()) == (1, 1, 0)
    assert files.private == set()


def test_the_daily_run_leaves_what_fails_to_the_next() -> None:
    files = FakeFiles(private=names(ready()))
    files.fails = True
    assert reconciled(files, Photos()) == (1, 0, 1)


def edited(first: Image, status: ImageStatus = ImageStatus.EXPECTED) -> Image:
    """An image that is to be made from another one, or was."""
    wish = edit_of(Size(width=INFO.width, height=INFO.height), 90, None)
    begun = replace(an_image(uuid4()), replaces=first.image_id, edit=wish)
    return begun if status is ImageStatus.EXPECTED else begun.ready(INFO)


def test_a_photo_that_is_to_be_edited_is_brought_once_a_run() -> None:
    first, other = ready(), ready()
    begun = edited(first)
    files = FakeFiles(private=names(first) | names(ready()))  # of another image, which is deleted in the first round
    synced(files, Photos(images=[first, other, begun]))
    assert files.brought == [(first.image_id, begun.image_id)]
    assert files.private == names(first)


def test_only_what_is_still_to_be_edited_is_brought() -> None:
    first, upload = ready(), an_image(uuid4())
    done, lonely = edited(first, ImageStatus.READY), edited(ready())
    files = synced(FakeFiles(), Photos(images=[first, upload, done, lonely]))
    assert files.brought == []


def test_a_photo_that_cannot_be_brought_is_brought_by_the_next_run() -> None:
    first = ready()
    files = FakeFiles(private=names(first))
    files.fails = True
    with pytest.raises(StoreUnavailable):
        synced(files, Photos(images=[first, edited(first)]))


def test_the_first_photo_is_shown_until_a_version_with_the_edited_one_is_approved() -> None:
    first = ready()
    done = edited(first, ImageStatus.READY)
    there = names(first) | names(done)
    files = FakeFiles(private=there, public=names(first, WIDTHS))
    synced(files, Photos(images=[done], shown=ids(first)))
    assert (files.private, files.public) == (there, names(first, WIDTHS))
    synced(files, Photos(images=[done], shown=ids(done)))
    assert (files.private, files.public) == (names(done), names(done, WIDTHS))
