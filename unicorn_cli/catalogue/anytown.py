"""The seed data's houses in Anytown, USA."""

from unicorn_cli.catalogue.house import Address, House
from unicorn_cli.houses.look import Backdrop, Form, Hour, Look, Tree


def _address(street: str, number: str) -> Address:
    return Address(country="USA", city="Anytown", street=street, number=number)


HOUSES: tuple[House, ...] = (
    House(
        agent="agent1",
        seller="Ada Lovelace",
        address=_address("Main Street", "111"),
        description=(
            "A sunny cottage with blue shutters and a rose garden, five quiet minutes from the town square. "
            "The kitchen opens to the garden, and the attic is a bright and friendly study."
        ),
        contract="sale",
        listprice=385000,
        currency="USD",
        look=Look(
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
    ),
    House(
        agent="agent1",
        seller="Grace Hopper",
        address=_address("Main Street", "11"),
        description=(
            "A generous farmhouse with a big porch, a beautiful wood stove and room for a large family. "
            "The barn is in excellent repair and would make a lovely workshop."
        ),
        contract="sale",
        listprice=529000,
        currency="USD",
        look=Look(
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
        description=(
            "A happy beach bungalow with a wide veranda: wake up to the sea and walk to the best ice cream in town. "
            "Freshly painted and wonderfully light."
        ),
        contract="rent",
        listprice=2450,
        currency="USD",
        look=Look(
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
