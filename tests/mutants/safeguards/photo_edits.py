"""Safeguards: web: photos that are turned and cropped."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/"
TESTS = "tests/unit/web/test_image_edits.py::"

AREA = Area(
    "Web: photos that are turned and cropped",
    (
        Mutant(
            "No photo is edited while a listing is evaluated",
            f"{CODE}domain/images/collection.py",
            "    check_not_pending(listing)\n    kept = _remembered(listing, now)\n    first",
            "    kept = _remembered(listing, now)\n    first",
            f"{TESTS}test_a_pending_listing_has_no_photo_edited",
        ),
        Mutant(
            "A photo is edited once at a time",
            f"{CODE}domain/images/collection.py",
            "if first.info is None or any(i.is_being_edited and i.replaces == image_id for i in kept):",
            "if first.info is None:",
            f"{TESTS}test_a_photo_that_is_processed_or_edited_is_not_edited_at_the_same_time",
        ),
        Mutant(
            "An edit whose answer was lost is not begun twice",
            f"{CODE}domain/images/collection.py",
            "    if any(image.image_id == new_id for image in listing.images):\n        return listing\n",
            "",
            f"{TESTS}test_a_lost_answer_begins_no_second_edit",
        ),
        Mutant(
            "An edited photo takes the place of the first one",
            f"{CODE}domain/images/collection.py",
            "    if image.replaces is None:\n        return listing.images\n",
            "    if image.replaces is image.replaces:\n        return listing.images\n",
            f"{TESTS}test_an_edited_photo_takes_the_place_and_the_words_of_the_first",
        ),
        Mutant(
            "An edited photo has the words of the first one",
            f"{CODE}domain/images/collection.py",
            "replace(image, alt_text=i.alt_text, caption=i.caption) if",
            "image if",
            f"{TESTS}test_an_edited_photo_takes_the_place_and_the_words_of_the_first",
        ),
        Mutant(
            "An edit ends with the removal of its photo",
            f"{CODE}domain/images/collection.py",
            "if i.image_id != image_id and not (i.is_being_edited and i.replaces == image_id)]",
            "if i.image_id != image_id]",
            f"{TESTS}test_an_edit_ends_with_the_removal_of_its_photo_or_of_itself",
        ),
        Mutant(
            "An edit is not a photo more",
            f"{CODE}domain/images/collection.py",
            "if sum(i.status is not ImageStatus.REJECTED and not i.is_being_edited for i in kept) >= IMAGES_MAX:",
            "if sum(i.status is not ImageStatus.REJECTED for i in kept) >= IMAGES_MAX:",
            f"{TESTS}test_an_edit_takes_the_room_of_no_photo",
        ),
        Mutant(
            "A crop lies within the turned photo",
            f"{CODE}domain/images/edit.py",
            "if kept.left + kept.width > turned.width or",
            "if",
            f"{TESTS}test_a_crop_that_leaves_the_turned_photo_is_refused",
        ),
        Mutant(
            "A crop leaves enough for moderation to read, of a large photo as well",
            f"{CODE}domain/images/edit.py",
            "return ceil(SIDE_MIN * max(1, max(photo.width, photo.height) / MASTER_SIDE))",
            "return SIDE_MIN",
            f"{TESTS}test_so_much_is_left_that_something_is_seen",
        ),
        Mutant(
            "All of what an agent keeps is kept",
            f"{CODE}domain/images/edit.py",
            "return -(-at * master // photo)",
            "return at * master // photo - 1",
            f"{TESTS}test_what_is_kept_lies_within_the_turned_photo_and_within_its_master",
        ),
        Mutant(
            "A publication waits for an edit",
            f"{CODE}use_cases/publication.py",
            "if any(image.is_being_edited and image.expires_at > now for image in expected):",
            "if not expected_images:",
            f"{TESTS}test_a_publication_waits_for_an_edit_and_is_of_the_edited_photo",
        ),
        Mutant(
            "An edit that nothing came of holds up no publication",
            f"{CODE}use_cases/publication.py",
            "image.is_being_edited and image.expires_at > now for",
            "image.is_being_edited for",
            f"{TESTS}test_a_publication_waits_for_an_edit_only_while_it_may_come",
        ),
        Mutant(
            "An edit is seen in the listings' stream",
            f"{CODE}adapters/images/photo_stream.py",
            "or bool(_edited(new) - _edited(old))",
            "",
            "tests/unit/web/test_sync_photos.py::test_a_record_counts_if_something_may_be_shown_hidden_or_deleted",
        ),
        Mutant(
            "Only a photo that is still to be edited is processed anew",
            f"{CODE}domain/images/photo_files.py",
            "if image.replaces and image.edit)",
            "if image.replaces)",
            "tests/unit/web/test_photo_files.py::test_only_what_is_still_to_be_edited_is_brought",
        ),
        Mutant(
            "A photo is turned as an agent sees it",
            f"{CODE}adapters/images/pillow_image_processor.py",
            "TURNS = {90: Image.Transpose.ROTATE_270,",
            "TURNS = {90: Image.Transpose.ROTATE_90,",
            "tests/unit/web/test_edited_pixels.py::test_a_turn_is_clockwise",
        ),
    ),
)
