"""The demo listings in Anytown, USA."""

from demo.catalogue.house import Address, Features, House
from demo.drawings.style import Backdrop, Form, Hour, Style, Tree


def _address(street: str, number: str) -> Address:
    return Address(country="USA", city="Anytown", street=street, number=number)


HOUSES: tuple[House, ...] = (
    House(
        agent="agent1",
        seller="Ada Lovelace",
        address=_address("Main Street", "111"),
        location=(44.6361, -124.0532),
        description=(
            "A sunny cottage with blue shutters and a rose garden, five quiet minutes from the town square. "
            "The kitchen opens to the garden, and the attic is a bright and friendly study."
        ),
        contract="sale",
        listprice=385000,
        currency="USD",
        features=Features(
            headline="Sunny cottage with a rose garden",
            property_type="house",
            bedrooms=3,
            bathrooms=2,
            living_area=118,
            lot_size=640,
            year_built=1934,
        ),
        alt_text="A cream cottage with blue shutters behind a white fence, under a big round tree",
        style=Style(
            seed=111,
            form=Form.COTTAGE,
            hour=Hour.DAY,
            backdrop=Backdrop.HILLS,
            tree=Tree.ROUND,
            walls=(248, 232, 200),
            roof=(176, 84, 66),
            door=(62, 108, 158),
            fence=True,
        ),
        also=(Hour.DUSK, Hour.SNOW),
    ),
    House(
        agent="agent1",
        seller="Grace Hopper",
        address=_address("Main Street", "11"),
        location=(44.6344, -124.0497),
        description=(
            "A generous farmhouse with a big porch, a beautiful wood stove and room for a large family. "
            "The barn is in excellent repair and would make a lovely workshop."
        ),
        contract="sale",
        listprice=529000,
        currency="USD",
        features=Features(
            headline="Farmhouse with a big porch and a barn",
            property_type="farm",
            bedrooms=5,
            bathrooms=3,
            living_area=242.5,
            lot_size=18500,
            year_built=1908,
        ),
        alt_text="A red farmhouse with a white door in the morning sun, poplars beside it",
        style=Style(
            seed=7,
            form=Form.FARMHOUSE,
            hour=Hour.MORNING,
            backdrop=Backdrop.FOREST,
            tree=Tree.POPLAR,
            walls=(196, 72, 60),
            roof=(84, 84, 96),
            door=(246, 240, 226),
            flowers=(248, 206, 92),
        ),
        expires_on="2099-12-31",
    ),
    House(
        agent="agent2",
        seller="Katherine Johnson",
        address=_address("Ocean Drive", "7"),
        location=(44.6259, -124.0641),
        is_rough=True,
        description=(
            "A happy beach bungalow with a wide veranda: wake up to the sea and walk to the best ice cream in town. "
            "Freshly painted and wonderfully light."
        ),
        contract="rent",
        listprice=2450,
        currency="USD",
        features=Features(
            headline="Beach bungalow with a veranda to the sea",
            property_type="house",
            bedrooms=2,
            bathrooms=1,
            living_area=74,
            lot_size=310,
            year_built=1962,
            rent_period="month",
        ),
        alt_text="A turquoise bungalow at dusk, palms beside it and the sea behind it",
        style=Style(
            seed=23,
            form=Form.BUNGALOW,
            hour=Hour.DUSK,
            backdrop=Backdrop.SEA,
            tree=Tree.PALM,
            walls=(122, 196, 192),
            roof=(236, 228, 214),
            door=(240, 128, 100),
        ),
        moves=(),  # stays PENDING: nobody has approved its contract
    ),
)
