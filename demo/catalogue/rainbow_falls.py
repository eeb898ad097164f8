"""The demo listings in Rainbow Falls, Wonderland."""

from demo.catalogue.house import Address, Features, House
from demo.drawings.style import Backdrop, Form, Hour, Style, Tree


def _address(street: str, number: str) -> Address:
    return Address(country="Wonderland", city="Rainbow Falls", street=street, number=number)


HOUSES: tuple[House, ...] = (
    House(
        agent="agent1",
        seller="Princess Celestia",
        address=_address("Castle Hill", "1"),
        description=(
            "A magical castle under the rainbow with three towers, fresh flags and a most gracious ballroom. "
            "Unicorns love the meadow."
        ),
        contract="sale",
        listprice=7777777,
        currency="SPL",
        features=Features(
            headline="Magical castle under the rainbow",
            property_type="other",
            bedrooms=24,
            bathrooms=12,
            living_area=3200,
            lot_size=250000,
            year_built=1502,
        ),
        alt_text="A castle with three violet towers, and a rainbow over it",
        style=Style(
            seed=1,
            form=Form.CASTLE,
            hour=Hour.DAY,
            backdrop=Backdrop.HILLS,
            tree=Tree.POPLAR,
            walls=(240, 218, 232),
            roof=(124, 106, 190),
            door=(226, 104, 148),
            flowers=(186, 118, 222),
            rainbow=True,
        ),
        also=(Hour.NIGHT,),
    ),
    House(
        agent="agent1",
        seller="Captain Bright",
        address=_address("Lantern Cape", "9"),
        description=(
            "Live beside a cheerful lighthouse: the keeper's cottage is snug, and the light brings us all home safe. "
            "A wonderful place to write."
        ),
        contract="rent",
        listprice=4200,
        currency="SPL",
        features=Features(
            headline="Keeper's cottage beside the lighthouse",
            property_type="house",
            bedrooms=1,
            bathrooms=1,
            living_area=46,
            lot_size=2400,
            year_built=1887,
            rent_period="month",
        ),
        alt_text="A lighthouse with its cottage at night, the lamp lit",
        style=Style(
            seed=9,
            form=Form.LIGHTHOUSE,
            hour=Hour.NIGHT,
            backdrop=Backdrop.SEA,
            tree=Tree.FIR,
            walls=(238, 230, 214),
            roof=(72, 92, 128),
            door=(206, 72, 66),
            foliage=(74, 122, 96),
        ),
        published=False,
        moves=(("CANCELLED", "DRAFT"),),
    ),
    House(
        agent="agent1",
        seller="Zaha Sparkle",
        address=_address("Glass Lane", "21"),
        description=(
            "A superb modern home of glass and cedar with a roof terrace and the finest view of the falls. "
            "Smart, calm and full of light."
        ),
        contract="sale",
        listprice=3600000,
        currency="SPL",
        features=Features(
            headline="Modern home of glass with a view of the falls",
            property_type="house",
            bedrooms=4,
            bathrooms=3,
            living_area=218.75,
            lot_size=1350,
            year_built=2019,
        ),
        alt_text="A flat roofed house of glass and cedar in the morning, mountains behind it",
        style=Style(
            seed=21,
            form=Form.MODERN,
            hour=Hour.MORNING,
            backdrop=Backdrop.MOUNTAINS,
            tree=Tree.ROUND,
            walls=(236, 234, 228),
            roof=(70, 76, 86),
            door=(216, 154, 70),
            flowers=(255, 255, 250),
        ),
        also=(Hour.DUSK,),
    ),
)
