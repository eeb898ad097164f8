"""After all other integration tests: each function called what its role grants, and its role grants what it called.

Roles are read from the transformed templates as deployed on stage `local`. The engine refuses a call that a role does
not grant; here a permission that nothing uses fails, unless it is listed with its reason.
"""

from fnmatch import fnmatchcase

from tests.infra.grants import Grant, grants
from tests.integration.calls import Recorder

# Actions of AWS in a function's name.
BY_AWS = {
    "sqs:ReceiveMessage": "the event source mapping reads the queue",
    "sqs:DeleteMessage": "the event source mapping deletes what was handled",
    "sqs:GetQueueAttributes": "the event source mapping asks for the queue's settings",
    "dynamodb:DescribeStream": "the event source mapping reads the stream",
    "dynamodb:GetRecords": "the event source mapping reads the stream",
    "dynamodb:GetShardIterator": "the event source mapping reads the stream",
    "dynamodb:ListStreams": "the event source mapping reads the stream",
}
# Function, action and resource, in which * stands for any → why no test of the deployed stacks calls it.
NOT_CALLED = {
    ("*", "s3:PutObject", "*DiscardedBucket/*"): "the stream's mapping writes the batches that it gives up",
    ("*", "s3:ListBucket", "*DiscardedBucket"): "the stream's mapping asks for it",
    ("*", "sqs:SendMessage", "*DeadLetterQueue"): "some queues get no unreadable message from the tests",
    ("*", "sqs:SendMessage", "*UnpublishedQueue"): "no table has an unreadable record, and Lambda sends failed runs",
    ("*", "sqs:SendMessage", "*UnsyncedQueue"): "no table has an unreadable record",
    ("WebListingsApi", "s3:PutObject", "ImagesBucket/incoming/*"): "browsers upload by a form that the function signs",
    ("WebProcessImage", "s3:ListBucket", "ImagesBucket"): "S3 looks for it to answer 404 for a missing object",
}
DELETED = "in one call for many, which the engine records without names"
COPIED = "the source of a copy, of which the engine records the target alone"
# The same for calls that a retry, the order of messages or an older system under test may make, or not.
SOMETIMES = {
    ("ContractsPublishContractChanges", "dynamodb:UpdateItem", "ContractsTable"): "the daily run keeps its place so",
    ("PropertiesRecordFacts", "dynamodb:UpdateItem", "PropertiesContractStatusTable"): "a replayed revocation",
    ("WebProcessImage", "s3:GetObject", "ImagesBucket/photos/*"): "an upload that is processed twice",
    ("WebListingsApi", "s3:GetObject", "ImagesBucket/photos/*.webp"): "browsers read by addresses that it signs",
    ("WebReviewsApi", "s3:GetObject", "ImagesBucket/photos/*.webp"): "browsers read by addresses that it signs",
    ("WebSyncPhotos", "s3:DeleteObject", "ImagesBucket/photos/*"): DELETED,
    ("WebSyncPhotos", "s3:DeleteObject", "ImagesBucket/published/*"): DELETED,
    ("WebSyncPhotos", "dynamodb:UpdateItem", "WebListingsTable"): "the daily run keeps its place so",
    ("WebSyncPhotos", "s3:GetObject", "ImagesBucket/photos/*"): COPIED,
    ("WebSyncPhotos", "s3:GetObject", "ImagesBucket/published/*"): COPIED,
    ("WebSyncPhotos", "s3:PutObject", "ImagesBucket/photos/*"): "copies of photos of an earlier release",
    (
        "PropertiesDetectModerationLabels",
        "s3:GetObject",
        "ImagesBucket/published/*",
    ): "photos of an earlier release",
    ("WebPublishListingChanges", "dynamodb:UpdateItem", "WebResoFeedTable"): "a second listing that leaves",
    ("WebPublishListingChanges", "dynamodb:DeleteItem", "WebResoFeedTable"): "a public listing that changes or leaves",
    ("WebPublishListingChanges", "dynamodb:Query", "WebResoFeedTable"): "a reconciliation of the feed",
    ("WebPublishListingChanges", "dynamodb:DeleteItem", "WebRosterTable"): "blocks with few rows are joined",
    ("WebPublishListingChanges", "dynamodb:GetItem", "WebEnquiriesTable"): "an enquiry that changes as its home leaves",
    ("WebPublishListingChanges", "dynamodb:GetItem", "WebViewingsTable"): "a viewing that changes as its home leaves",
    ("WebRecordEvents", "dynamodb:DeleteItem", "WebLiveEventsTable"): "more events than are kept",
}


def test_the_functions_called_all_that_their_roles_grant_and_nothing_else(recorder: Recorder, whole_run: None) -> None:
    granted = grants("local")
    outside = {call for call in recorder.calls if not any(grant.covers(*call) for grant in granted)}
    assert not outside, "no role grants this: is it in the template?"
    idle = {grant for grant in granted if not any(grant.covers(*call) for call in recorder.calls)}
    unexplained = {grant for grant in idle if grant.action not in BY_AWS and not _listed(grant)}
    assert not unexplained, "granted, and called by no test: remove it, test it, or list it with a reason"
    stale = {entry for entry in NOT_CALLED if not any(_is(grant, entry) for grant in idle)}
    assert not stale, "listed as not called, and called or not granted now: remove the entry"


def test_what_is_listed_is_granted() -> None:
    granted = grants("local")
    assert set(BY_AWS) <= {grant.action for grant in granted}
    assert not [entry for entry in NOT_CALLED | SOMETIMES if not any(_is(grant, entry) for grant in granted)]


def _listed(grant: Grant) -> bool:
    return any(_is(grant, entry) for entry in NOT_CALLED | SOMETIMES)


def _is(grant: Grant, entry: tuple[str, str, str]) -> bool:
    return all(fnmatchcase(given, wanted) for given, wanted in zip(grant, entry, strict=True))
