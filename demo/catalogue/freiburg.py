"""The demo listings in Freiburg, Germany."""

from demo.catalogue.house import Address, Features, House
from demo.drawings.style import Backdrop, Form, Hour, Style, Tree


def _address(street: str, number: str) -> Address:
    return Address(country="Germany", city="Freiburg", street=street, number=number)


HOUSES: tuple[House, ...] = (
    House(
        agent="agent1",
        seller="Emmy Noether",
        address=_address("Herrengasse", "12"),
        location=(47.9936, 7.8517),
        description=(
            "Three merry town houses under one roof line, lovingly restored, with a baker on the ground floor "
            "and a view of the minster from the top. A great home in the heart of the old town."
        ),
        contract="sale",
        listprice=1240000,
        currency="EUR",
        features=Features(
            headline="Three town houses in the old town",
            property_type="townhouse",
            bedrooms=9,
            bathrooms=6,
            living_area=412,
            lot_size=285,
            year_built=1788,
        ),
        alt_text="Three narrow town houses in rose and red under one roof",
        style=Style(
            seed=12,
            form=Form.TOWNHOUSES,
            hour=Hour.DAY,
            backdrop=Backdrop.TOWN,
            tree=Tree.ROUND,
            walls=(214, 132, 116),
            roof=(150, 72, 58),
            door=(58, 96, 88),
            foliage=(104, 156, 76),
        ),
        also=(Hour.DUSK,),
    ),
    House(
        agent="agent1",
        seller="Maria Merian",
        address=_address("Am Waldrand", "3"),
        location=(47.9851, 7.8793),
        is_rough=True,
        description=(
            "A charming half timbered house at the edge of the forest, warm in winter and cool in summer. "
            "Perfect for people who enjoy old beams, a good library and long walks."
        ),
        contract="sale",
        listprice=865000,
        currency="EUR",
        features=Features(
            headline="Half timbered house at the edge of the forest",
            property_type="house",
            bedrooms=5,
            bathrooms=2,
            living_area=186,
            lot_size=920,
            year_built=1896,
        ),
        alt_text="A half timbered house among firs at dusk",
        style=Style(
            seed=3,
            form=Form.HALF_TIMBERED,
            hour=Hour.DUSK,
            backdrop=Backdrop.FOREST,
            tree=Tree.FIR,
            walls=(250, 240, 220),
            roof=(146, 66, 54),
            door=(70, 102, 74),
            foliage=(62, 112, 78),
        ),
        also=(Hour.SNOW,),
    ),
    House(
        agent="agent2",
        seller="Lise Meitner",
        address=_address("Schneekopf", "1"),
        location=(47.9082, 7.9047),
        is_rough=True,
        description=(
            "A cosy cabin in the snow with a splendid stove, ski slopes at the door and stars at night. "
            "Sold with all its furniture to the happy new owners."
        ),
        contract="sale",
        listprice=310000,
        currency="EUR",
        features=Features(
            headline="Snowy cabin with ski slopes at the door",
            property_type="house",
            bedrooms=2,
            bathrooms=1,
            living_area=68.5,
            lot_size=450,
            year_built=1971,
        ),
        alt_text="A wooden cabin with a steep roof in the snow, mountains behind it",
        style=Style(
            seed=31,
            form=Form.A_FRAME,
            hour=Hour.SNOW,
            backdrop=Backdrop.MOUNTAINS,
            tree=Tree.FIR,
            walls=(178, 122, 78),
            roof=(96, 66, 58),
            door=(172, 62, 56),
            foliage=(54, 98, 80),
        ),
        moves=(("APPROVED", "APPROVED"), ("CLOSED", "WITHDRAWN")),
    ),
)
