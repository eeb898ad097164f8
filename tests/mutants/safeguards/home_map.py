"""Safeguards: web: where homes are, and how they are found on the map."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/"
LOCATION = "tests/unit/web/test_location.py::"
REGIONS = "tests/unit/web/test_map_regions.py::"
SEARCH = "tests/adapters/web/test_map_search.py::"

AREA = Area(
    "Web: the map",
    (
        Mutant(
            "Nothing public holds more than the rough location of a home that is shown roughly",
            f"{CODE}domain/listings/location.py",
            "        if self.shown is Shown.ROUGH:",
            "        if self.shown is None:",
            f"{LOCATION}test_nothing_public_holds_more_than_the_rough_location",
        ),
        Mutant(
            "A rough location is the same for all homes of its cell",
            f"{CODE}domain/search/location.py",
            "    column = floor((longitude + 180) * columns / 360)",
            "    column = (longitude + 180) * columns / 360",
            f"{LOCATION}test_nothing_public_holds_more_than_the_rough_location",
        ),
        Mutant(
            "A location says how it is shown",
            f"{CODE}api/listings/bodies.py",
            "    shown: Annotated[Shown, Field(",
            "    shown: Annotated[Shown, Field(default=Shown.EXACT, ",
            f"{LOCATION}test_what_is_no_location_is_refused_by_its_name",
        ),
        Mutant(
            "An edit that does not name the location keeps it",
            f"{CODE}api/listings/bodies.py",
            '            location=moved if "location" in self.model_fields_set else KEEP,',
            "            location=moved,",
            f"{LOCATION}test_a_location_is_given_changed_kept_and_cleared",
        ),
        Mutant(
            "A rectangle may cross the antimeridian",
            f"{CODE}domain/search/regions.py",
            "        return wide if 0 <= wide <= FULL else wide % FULL",
            "        return wide",
            f"{REGIONS}test_a_rectangle_may_cross_the_antimeridian_and_go_all_around",
        ),
        Mutant(
            "A circle reads every cell that it touches",
            f"{CODE}domain/search/regions.py",
            "    return min(_to_meridian(",
            "    return max(_to_meridian(",
            f"{SEARCH}test_the_cells_of_a_region_are_read_in_their_order_by_dynamodbs_own_rules",
        ),
        Mutant(
            "The map shows no home beside the region, though its cell is read",
            f"{CODE}adapters/search/map_search.py",
            "        return card.location is not None and self._region.contains(*card.location[:2])",
            "        return card.location is not None",
            f"{SEARCH}test_the_cells_of_a_region_are_read_in_their_order_by_dynamodbs_own_rules",
        ),
        Mutant(
            "A page of the map begins behind the last home of the one before, also among homes at one place",
            f"{CODE}adapters/search/map_search.py",
            '            self._start = {"pk": {"S": after.property_id}, "sk": {"S": after.place}, "area": {"S": area}}',
            "            self._begin, self._start = self._begin + 1, area and None",
            f"{SEARCH}test_the_cells_of_a_region_are_read_in_their_order_by_dynamodbs_own_rules",
        ),
        Mutant(
            "A request for a part of the map makes a bounded number of queries",
            f"{CODE}adapters/search/map_search.py",
            "            if self._reads == READS_MAX:",
            "            if self._reads < 0:",
            f"{SEARCH}test_a_request_reads_a_bounded_number_of_cells",
        ),
        Mutant(
            "A home that does not state where it is, is in no region",
            f"{CODE}domain/search/roster.py",
            "        if row.latitude is None or row.longitude is None:\n            return False",
            "        if row.latitude is None or row.longitude is None:\n            return True",
            f"{LOCATION}test_a_region_is_a_filter_of_every_search",
        ),
    ),
)
