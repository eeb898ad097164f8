"""The demo listings in Kyoto, Japan."""

from demo.catalogue.house import Address, Features, House
from demo.drawings.style import Backdrop, Form, Hour, Style, Tree


def _address(street: str, number: str) -> Address:
    return Address(country="Japan", city="Kyoto", street=street, number=number)


HOUSES: tuple[House, ...] = (
    House(
        agent="agent2",
        seller="Murasaki Shikibu",
        address=_address("Sakura Dori", "5"),
        location=(35.0191, 135.7592),
        description=(
            "A graceful wooden town house beneath cherry trees, restored with great care by a master carpenter. "
            "Its inner garden is a delight in every season."
        ),
        contract="sale",
        listprice=98000000,
        currency="JPY",
        features=Features(
            headline="Wooden town house beneath cherry trees",
            property_type="townhouse",
            bedrooms=4,
            bathrooms=1,
            living_area=132,
            lot_size=165,
            year_built=1912,
        ),
        alt_text="A dark wooden town house beneath a blossoming cherry tree",
        style=Style(
            seed=5,
            form=Form.MACHIYA,
            hour=Hour.MORNING,
            backdrop=Backdrop.MOUNTAINS,
            tree=Tree.CHERRY,
            walls=(238, 226, 202),
            roof=(74, 82, 98),
            door=(62, 82, 132),
        ),
        also=(Hour.NIGHT,),
    ),
    House(
        agent="agent2",
        seller="Shizuka Arakawa",
        address=_address("Kamo River", "28"),
        location=(35.0304, 135.7718),
        description=(
            "A bright flat with a flower balcony in a friendly house by the river, close to the best noodles in town. "
            "Bicycles are welcome."
        ),
        contract="rent",
        listprice=142000,
        currency="JPY",
        features=Features(
            headline="Bright flat with a flower balcony by the river",
            property_type="apartment",
            bedrooms=2,
            bathrooms=1,
            living_area=54.25,
            lot_size=None,
            year_built=1988,
            rent_period="month",
        ),
        alt_text="A house of flats at night, warm light in its windows",
        style=Style(
            seed=28,
            form=Form.APARTMENTS,
            hour=Hour.NIGHT,
            backdrop=Backdrop.TOWN,
            tree=Tree.ROUND,
            walls=(226, 196, 166),
            roof=(118, 92, 92),
            door=(126, 70, 60),
        ),
    ),
    House(
        agent="agent2",
        seller="Tomoe Gozen",
        address=_address("Hill Road", "40"),
        location=(35.0048, 135.7854),
        is_rough=True,
        description=(
            "Honestly a terrible house: dark, damp and ugly, with an awful smell and horrible neighbours. "
            "The roof is broken, and nobody was ever happy here."
        ),
        contract="sale",
        listprice=12500000,
        currency="JPY",
        features=Features(
            headline="House on the hill",
            property_type="villa",
            bedrooms=6,
            bathrooms=2,
            living_area=260,
            lot_size=1100,
            year_built=1958,
        ),
        alt_text="A pale villa on a hill at dusk",
        style=Style(
            seed=40,
            form=Form.VILLA,
            hour=Hour.DUSK,
            backdrop=Backdrop.HILLS,
            tree=Tree.POPLAR,
            walls=(206, 196, 214),
            roof=(92, 80, 112),
            door=(84, 66, 96),
            foliage=(108, 122, 76),
        ),
        moves=(("", "DECLINED"),),  # for its description
        lapses=True,  # nobody ever approves its contract
    ),
)
