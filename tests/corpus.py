"""An invented corpus: two ports with the same measures and years, and what lies around them.

Each figure stands once, so a right answer is told by its value.
"""

from pathlib import Path

PORTS = """# Harbours of the Sundmark coast

## Port of Velmora

In 2019, the port of Velmora handled 41.2 million tonnes of cargo. In 2021, the port of Velmora
handled 47.5 million tonnes of cargo. In 2019, the port of Velmora opened 84 shipping routes.

The port of Velmora was founded by the engineer Anselm Draycott in 1874. It employs 3,150 dockers,
because the quays of Velmora have no cranes.

## Port of Kastrel

In 2019, the port of Kastrel handled 18.6 million tonnes of cargo. In 2021, the port of Kastrel
handled 22.4 million tonnes of cargo. In 2019, the port of Kastrel opened 37 shipping routes.

The port of Kastrel was founded by the merchant Odile Barrow in 1902. The port of Kastrel employs
1,480 dockers.
"""
PACT = """# The pact

Both ports belong to the Sundmark Coastal Trade Pact, which was signed at Ilvern. Members of the
Sundmark Coastal Trade Pact share their pilots. Pilots of Velmora and of Kastrel praise the
Sundmark Coastal Trade Pact.

The secretariat of the pact offers three services:

- **Pilot exchange.** It is free for members.
- **Ice warnings.** They are sent at dawn.
- Insurance of small boats.

The pact had 14 members in 2019.
"""
MUSEUM = """# Museum of Tarn

The Lindgren museum of Tarn welcomed 48,200 visitors in 2019. Its director is Beata Rohn.

The Northern Museum Union (NMU) lent the Lindgren museum 260 paintings.
"""
FLEET = """# The fleet

Marrow Lines has two yards. It launched 19 barges in 2018. Sailors of Marrow Lines dislike fog.

## Canals

The canal of Zlin widened its network from 38 towns in 2014 to 56 towns in 2020.
"""
DOCUMENTS = {"ports.md": PORTS, "pact.md": PACT, "museum.md": MUSEUM, "fleet.md": FLEET}


def write_corpus(folder: Path) -> Path:
    """The documents as files of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
