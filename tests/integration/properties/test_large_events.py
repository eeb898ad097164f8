"""An event of the largest size that the bus accepts."""

import json

from tests.integration.properties.agency import LOVELY, Agency, a_house, a_request

BUS_LIMIT = 256 * 1024  # bytes of one entry
ROOM = 2_000  # for source, detail type and everything else that counts


def test_the_largest_event_is_declined_once_and_dead_lettered_whole(agency: Agency) -> None:
    """Web accepts no description of that length, so such an event comes from another system."""
    house, picture = a_house(), agency.upload()
    agency.contract(house, "APPROVED")
    empty = len(json.dumps(a_request(house, images=[picture], description="")))
    description = (LOVELY + " ") * ((BUS_LIMIT - ROOM - empty) // (len(LOVELY) + 1))
    request_id = agency.request(house, images=[picture], description=description)
    answer = agency.evaluation(request_id)
    assert answer["evaluation_result"] == "DECLINED"
    assert [reason["code"] for reason in answer["reasons"]] == ["EVALUATION_FAILED"]
    assert len(agency.published(house)) == 1
    letter = json.loads(agency.dead_letter("PropertiesRequestDeadLetterQueueUrl", request_id))
    assert letter["detail"]["description"] == description
