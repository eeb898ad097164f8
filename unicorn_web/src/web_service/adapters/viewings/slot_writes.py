"""The parts of transactions that change a slot: it is booked, freed or deleted only as it was."""

from typing import Any

from web_service.adapters.viewings.viewing_items import in_agenda, offers_key, slot_item, slot_key
from web_service.domain.viewings.slot import Slot
from web_service.ports.viewings import Slots


class SlotWrites:
    def __init__(self, table: str) -> None:
        self._table = table

    def offered(self, slot: Slot) -> Any:
        condition = {"ConditionExpression": "attribute_not_exists(pk)"}
        return {"Put": {"TableName": self._table, "Item": slot_item(slot)} | condition}

    def counted(self, property_id: str, seen: Slots, expires_at: int) -> Any:
        """Return what lets one of two offers at the same moment fail: neither has seen the other's slots."""
        update = {
            "TableName": self._table,
            "Key": offers_key(property_id),
            "UpdateExpression": "SET offers = :next, expires_at = :end",
            "ConditionExpression": "offers = :seen" if seen.offers else "attribute_not_exists(offers)",
            "ExpressionAttributeValues": {":next": {"N": str(seen.offers + 1)}, ":end": {"N": str(expires_at)}},
        }
        if seen.offers:
            update["ExpressionAttributeValues"] |= {":seen": {"N": str(seen.offers)}}  # type: ignore[operator]
        return {"Update": update}

    def booked(self, slot: Slot) -> Any:
        """Return the one write that books a slot for its viewing, if it is free and as it was read."""
        update = {
            "TableName": self._table,
            "Key": slot_key(slot.property_id, slot.slot_id),
            "UpdateExpression": "SET viewing_id = :viewing REMOVE agenda",
            "ConditionExpression": "attribute_not_exists(viewing_id) AND listed_since = :since"
            " AND minutes = :minutes AND utc_offset = :offset",
            "ExpressionAttributeValues": {
                ":viewing": {"S": str(slot.viewing_id)},
                ":since": {"S": slot.listed_since},
                ":minutes": {"N": str(slot.minutes)},
                ":offset": {"N": str(slot.utc_offset)},
            },
        }
        return {"Update": update}

    def freed(self, slot: Slot) -> Any:
        update = self._of_viewing(slot) | {"UpdateExpression": "SET agenda = :agenda REMOVE viewing_id"}
        update["ExpressionAttributeValues"] |= {":agenda": {"S": in_agenda(slot)["agenda"]}}
        return {"Update": update}

    def deleted(self, slot: Slot) -> Any:
        return {"Delete": self._of_viewing(slot)}

    def _of_viewing(self, slot: Slot) -> dict[str, Any]:
        return {
            "TableName": self._table,
            "Key": slot_key(slot.property_id, slot.slot_id),
            "ConditionExpression": "viewing_id = :viewing",
            "ExpressionAttributeValues": {":viewing": {"S": str(slot.viewing_id)}},
        }
