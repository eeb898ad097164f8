"""An event as large as the bus takes."""

import json

from tests.integration.properties.agency import LOVELY, Agency, a_house, a_request

BUS_TAKES = 256 * 1024  # bytes of one entry
ROOM = 2_000  # for source, detail type and whatever else counts


def test_the_largest_event_is_answered_once_never_approved_and_kept_whole(agency: Agency) -> None:
    """No listing of Web's has a description of that length, so nobody of ours has sent it."""
    house, picture = a_house(), agency.upload()
    agency.contract(house, "APPROVED")
    empty = len(json.dumps(a_request(house, images=[picture], description="")))
    description = (LOVELY + " ") * ((BUS_TAKES - ROOM - empty) // (len(LOVELY) + 1))
    request_id = agency.request(house, images=[picture], description=description)
    answer = agency.evaluation(request_id)
    assert answer["evaluation_result"] == "DECLINED"
    assert [reason["code"] for reason in answer["reasons"]] == ["EVALUATION_FAILED"]
    assert len(agency.told(house)) == 1
    letter = json.loads(agency.dead_letter("PropertiesRequestDeadLetterQueueUrl", request_id))
    assert letter["detail"]["description"] == description
