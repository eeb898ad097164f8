"""Safeguards: web: photos."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/"

AREA = Area(
    "Web: photos",
    (
        Mutant(
            "A new photo makes an approved listing a draft again",
            f"{CODE}domain/images/collection.py",
            "unapproved(replace(accepted, images=_in_place(accepted, image_id)))",
            "replace(accepted, images=_in_place(accepted, image_id))",
            (
                "tests/unit/web/test_use_cases.py::"
                "test_a_new_image_makes_an_approved_listing_a_draft_and_leaves_its_public_version"
            ),
        ),
        Mutant(
            "Removing a shown photo makes an approved listing a draft again",
            f"{CODE}domain/images/collection.py",
            "return removed if removed.ready_images == listing.ready_images else unapproved(removed)",
            "return removed",
            (
                "tests/unit/web/test_listing_life.py::"
                "test_a_removed_image_stays_public_until_another_version_is_approved"
            ),
        ),
        Mutant(
            "No photo is added while a listing is evaluated",
            f"{CODE}domain/images/collection.py",
            "    check_not_pending(listing)\n    kept = _remembered(listing, now)\n    if sum",
            "    kept = _remembered(listing, now)\n    if sum",
            "tests/unit/web/test_use_cases.py::test_a_pending_listing_accepts_no_images",
        ),
        Mutant(
            "Photos are not arranged while a listing is evaluated",
            f"{CODE}domain/images/collection.py",
            "    check_not_pending(listing)\n    ready = {",
            "    ready = {",
            "tests/unit/web/test_listing_life.py::test_a_pending_listing_cannot_be_changed",
        ),
        Mutant(
            "No photo is removed while a listing is evaluated",
            f"{CODE}domain/images/collection.py",
            "    check_not_pending(listing)\n    if all(",
            "    if all(",
            "tests/unit/web/test_listing_life.py::test_a_pending_listing_cannot_be_changed",
        ),
        Mutant(
            "A listing has at most 40 photos",
            f"{CODE}domain/images/collection.py",
            ">= IMAGES_MAX:",
            ">= 9 * IMAGES_MAX:",
            "tests/unit/web/test_use_cases.py::test_a_listing_has_a_maximum_of_images_and_drops_expired_tickets",
        ),
        Mutant(
            "An order of photos names every photo",
            f"{CODE}domain/images/collection.py",
            "if sorted(wanted) != sorted(ready):",
            "if not set(wanted) <= set(ready):",
            "tests/unit/web/test_listing_life.py::test_an_order_must_name_every_image_that_is_ready",
        ),
        Mutant(
            "An agent adds photos to no other agent's listing",
            f"{CODE}use_cases/images.py",
            "        check_owner(listing, call.agent)\n        return expect(",
            "        return expect(",
            "tests/unit/web/test_use_cases.py::test_only_the_owner_and_admins_get_tickets",
        ),
        Mutant(
            "An agent arranges no other agent's photos",
            f"{CODE}use_cases/images.py",
            (
                "        check_owner(listing, call.agent)\n"
                "        check_version(listing, if_version)\n"
                "        return rule"
            ),
            "        check_version(listing, if_version)\n        return rule",
            "tests/unit/web/test_listing_life.py::test_an_agent_cannot_change_another_agents_listing",
        ),
        Mutant(
            "An upload is removed only after its photo was recorded",
            f"{CODE}use_cases/images.py",
            "        if outcome is None:\n            return None\n",
            (
                "        if outcome is None:\n"
                "            return None\n"
                "        images.discard(arrival.property_id, arrival.image_id)\n"
            ),
            "tests/unit/web/test_use_cases.py::test_an_upload_stays_until_its_image_is_recorded",
        ),
        Mutant(
            "An upload that ends every attempt is rejected at the last",
            f"{CODE}use_cases/images.py",
            "if arrival.is_last_attempt:  # the",
            "if arrival is None:  # the",
            "tests/unit/web/test_use_cases.py::test_an_upload_that_crashed_every_attempt_is_not_opened_again",
        ),
        Mutant(
            "An upload that nobody expects changes nothing",
            f"{CODE}use_cases/images.py",
            "for image in expected_images(listing.images) if image.image_id == arrival.image_id), None)",
            (
                "for image in listing.images), Image(image_id=arrival.image_id, filename='', "
                "status=ImageStatus.EXPECTED, expires_at=datetime.max))"
            ),
            "tests/unit/web/test_use_cases.py::test_an_unexpected_upload_is_deleted",
        ),
        Mutant(
            "An upload has the size that its ticket names",
            f"{CODE}adapters/images/image_bucket.py",
            '["content-length-range", upload.size, upload.size]',
            '["content-length-range", 0, upload.size]',
            "tests/adapters/web/test_image_bucket.py::test_a_ticket_fixes_key_type_and_size",
        ),
        Mutant(
            "An upload has the type that its ticket names",
            f"{CODE}adapters/images/image_bucket.py",
            'Conditions=[{"Content-Type": upload.content_type}, [',
            'Conditions=[["starts-with", "$Content-Type", ""], [',
            "tests/adapters/web/test_image_bucket.py::test_a_ticket_fixes_key_type_and_size",
        ),
        Mutant(
            "A published file is never replaced",
            f"{CODE}adapters/images/image_bucket.py",
            '                IfNoneMatch="*",\n',
            "",
            "tests/adapters/web/test_image_bucket.py::test_a_file_is_never_replaced",
        ),
        Mutant(
            "Two files under one ticket do not mix",
            f"{CODE}adapters/images/image_bucket.py",
            "        if self._client.head_object",
            "        if not digest and self._client.head_object",
            "tests/adapters/web/test_image_bucket.py::test_a_file_is_never_replaced",
        ),
        Mutant(
            "A large upload is not read into memory",
            f"{CODE}adapters/images/image_bucket.py",
            'if found["ContentLength"] > size_max:',
            "if not size_max:",
            "tests/adapters/web/test_image_bucket.py::test_an_upload_is_read_then_deleted",
        ),
        Mutant(
            "An object that is no upload is not processed",
            f"{CODE}handlers/process_image.py",
            "found = KEY.fullmatch(key)",
            "found = KEY.search(key)",
            "tests/unit/web/test_process_image.py::test_an_object_beside_an_upload_is_not_taken_for_it",
        ),
        Mutant(
            "No metadata of a camera is left in a photo",
            f"{CODE}adapters/images/pillow_decoder.py",
            "    image.info.clear()  # comments",
            "    # comments",
            "tests/unit/web/test_image_processor.py::test_no_metadata_is_left",
        ),
        Mutant(
            "An image with too many pixels is not decoded",
            f"{CODE}adapters/images/pillow_decoder.py",
            "if width * height > PIXELS_MAX or max(width, height) > SIDE_MAX:",
            "if max(width, height) > SIDE_MAX:",
            "tests/unit/web/test_image_processor.py::test_a_file_that_is_not_an_image_is_rejected_with_the_reason",
        ),
        Mutant(
            "An image of one endless row is not decoded",
            f"{CODE}adapters/images/pillow_decoder.py",
            "if width * height > PIXELS_MAX or max(width, height) > SIDE_MAX:",
            "if width * height > PIXELS_MAX:",
            "tests/unit/web/test_image_processor.py::test_a_file_that_is_not_an_image_is_rejected_with_the_reason",
        ),
        Mutant(
            "A JPEG of a thousand scans is not decoded",
            f"{CODE}adapters/images/pillow_decoder.py",
            "if jpeg.scans > SCANS_MAX:",
            "if not content:",
            "tests/unit/web/test_image_processor.py::test_a_file_that_is_not_an_image_is_rejected_with_the_reason",
        ),
        Mutant(
            "A photo is upright however the camera was held",
            f"{CODE}adapters/images/pillow_decoder.py",
            "    if turn:\n        image",
            "    if not turn:\n        image",
            "tests/unit/web/test_image_processor.py::test_an_image_is_upright_in_every_camera_orientation",
        ),
        Mutant(
            "Only five formats are parsed",
            f"{CODE}adapters/images/pillow_decoder.py",
            'FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")',
            'FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP")',
            "tests/unit/web/test_image_processor.py::test_a_file_that_is_not_an_image_is_rejected_with_the_reason",
        ),
        Mutant(
            "A photo is turned by EXIF, not by XMP",
            f"{CODE}adapters/images/pillow_decoder.py",
            '        exif = Image.Exif()\n        exif.load(image.info["exif"])\n',
            "        exif = image.getexif()\n",
            "tests/unit/web/test_photos_of_phones.py::test_photos_are_turned_as_a_browser_turns_them",
        ),
        Mutant(
            "A WebP is not turned",
            f"{CODE}adapters/images/pillow_decoder.py",
            'if image.format == "WEBP":',
            "if image.format is None:",
            "tests/unit/web/test_photos_of_phones.py::test_photos_are_turned_as_a_browser_turns_them",
        ),
        Mutant(
            "The film behind a photo is not counted",
            f"{CODE}adapters/images/jpeg_file.py",
            "        if code == END_CODE:",
            "        if not code:",
            "tests/unit/web/test_photos_of_phones.py::test_a_photo_with_a_film_of_fourteen_megabytes_is_accepted",
        ),
        Mutant(
            "A JPEG that lacks pixels is refused",
            f"{CODE}adapters/images/pillow_decoder.py",
            "jpeg.has_all_scans and _has_all_pixels(jpeg.picture, side)",
            "jpeg.has_all_scans",
            "tests/unit/web/test_photos_of_phones.py::test_a_picture_without_all_its_pixels_is_refused",
        ),
        Mutant(
            "A JPEG that lacks a scan is refused",
            f"{CODE}adapters/images/pillow_decoder.py",
            "jpeg.has_all_scans and _has_all_pixels(jpeg.picture, side)",
            "_has_all_pixels(jpeg.picture, side)",
            "tests/unit/web/test_photos_of_phones.py::test_a_progressive_picture_that_lacks_a_scan_is_refused",
        ),
        Mutant(
            "A picture that hides its size takes no more memory than decoders may",
            f"{CODE}adapters/images/memory_limit.py",
            "    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))\n    try",
            "    try",
            (
                "tests/unit/web/test_image_processor_memory.py::"
                "test_an_avif_that_hides_its_size_takes_no_more_memory_than_decoders_may"
            ),
        ),
        Mutant(
            "A HEIC photo is refused with advice",
            f"{CODE}adapters/images/pillow_decoder.py",
            "if not brands & AVIF and brands & HEIC:",
            "if not brands:",
            "tests/unit/web/test_photos_of_phones.py::test_every_form_of_heic_is_refused_with_advice",
        ),
        Mutant(
            "A photo that no approved version shows loses its public files",
            f"{CODE}domain/images/photo_files.py",
            "hide=sorted(files.public - wanted - _old_masters(photos, KEPT))",
            "hide=[]",
            "tests/unit/web/test_photo_files.py::test_any_state_of_the_files_ends_in_the_same",
        ),
        Mutant(
            "The files of an image that is being processed stay",
            f"{CODE}domain/images/photo_files.py",
            "KEPT = {ImageStatus.EXPECTED, ImageStatus.READY}",
            "KEPT = {ImageStatus.READY}",
            "tests/unit/web/test_photo_files.py::test_the_files_of_an_image_of_the_listing_stay_as_one_may_be_written_at_this_moment",
        ),
        Mutant(
            "What an approved version shows keeps its private files",
            f"{CODE}domain/images/photo_files.py",
            "if image.status in KEPT} | photos.shown",
            "if image.status in KEPT}",
            "tests/unit/web/test_photo_files.py::test_a_photo_that_was_removed_stays_while_the_approved_version_shows_it",
        ),
        Mutant(
            "A photo of an earlier release gets private files before its public ones go",
            f"{CODE}domain/images/photo_files.py",
            "adopt=sorted(adopted)",
            "adopt=[]",
            "tests/unit/web/test_photo_files.py::test_a_photo_of_an_earlier_release_gets_a_private_copy_before_its_public_files_go",
        ),
        Mutant(
            "The original of an earlier release stays where moderation looks for it",
            f"{CODE}domain/images/photo_files.py",
            "old = (image for image in photos.images if not image.is_private)",
            "old = (image for image in photos.images if image.is_private is None)",
            "tests/adapters/web/test_photos_of_earlier_releases.py::test_what_nobody_approved_is_private_afterwards_and_can_be_evaluated",
        ),
        Mutant(
            "A sync looks again at what it has read, before it ends",
            f"{CODE}use_cases/photo_files.py",
            "        done.append(wanted)\n",
            "        return [wanted]\n",
            "tests/unit/web/test_photo_files.py::test_a_run_that_was_late_finds_out_before_it_ends",
        ),
        Mutant(
            "A sync lists the files before it reads the listing",
            f"{CODE}use_cases/photo_files.py",
            "        there = files.of(property_id)\n        photos = shown.of([property_id])[property_id]\n",
            "        photos = shown.of([property_id])[property_id]\n        there = files.of(property_id)\n",
            "tests/unit/web/test_photo_files.py::test_files_are_listed_before_the_listing_is_read",
        ),
        Mutant(
            "The photos of an unreadable listing stay as they are",
            f"{CODE}use_cases/photo_files.py",
            "            raise ListingUnreadable(property_id)\n",
            "            photos = Photos()\n",
            "tests/unit/web/test_photo_files.py::test_an_unreadable_listing_keeps_its_files",
        ),
        Mutant(
            "A listing that is withdrawn has its photos hidden",
            f"{CODE}adapters/images/photo_stream.py",
            'or old.get("live") != new.get("live")',
            "",
            "tests/unit/web/test_sync_photos.py::test_a_record_counts_if_something_may_be_shown_hidden_or_deleted",
        ),
        Mutant(
            "A listing whose photos fail is read again",
            f"{CODE}handlers/sync_photos.py",
            'return {"batchItemFailures": failed[:1]}',
            'return {"batchItemFailures": []}',
            "tests/unit/web/test_sync_photos.py::test_a_listing_that_fails_keeps_no_other_waiting_and_is_read_again",
        ),
        Mutant(
            "A listing whose photos a run has no time for is read again",
            f"{CODE}handlers/sync_photos.py",
            "    if budget.is_spent:\n        return False\n",
            "",
            "tests/unit/web/test_sync_photos.py::test_what_a_run_has_no_time_for_is_read_again",
        ),
        Mutant(
            "A property whose files are not at rest is left to the next daily run",
            f"{CODE}adapters/images/photo_bucket.py",
            "if until is None or max(file.written_at for file in found) <= until:",
            "if found:",
            "tests/adapters/web/test_photo_bucket.py::test_a_property_whose_files_are_not_at_rest_is_left_out",
        ),
        Mutant(
            "A processed photo is private",
            f"{CODE}adapters/images/image_bucket.py",
            'f"{private_prefix(property_id, image_id)}{file.name}"',
            'f"published/{property_id}/{image_id}/{file.name}"',
            "tests/adapters/web/test_image_bucket.py::test_files_have_a_type_and_are_kept_by_the_agents_browser_alone",
        ),
        Mutant(
            "A signed address ends",
            "unicorn_kit/aws/presigning.py",
            '("X-Amz-Expires", str(seconds))',
            '("X-Amz-Expires", "604800")',
            "tests/unit/kit/test_presigning.py::test_an_address_is_that_of_boto3",
        ),
    ),
)
