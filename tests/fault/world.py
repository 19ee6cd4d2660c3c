"""A source in which every fate that a row can have occurs, the same one for each seed."""

from random import Random

from tests.loaders.folders import declared

SECTORS = [f"sector-{n}" for n in range(6)]
ORGANISATIONS = [f"org-{n}" for n in range(60)]
PROJECTS = [f"project-{n}" for n in range(12)]
ELSEWHERE = [f"other-{n}" for n in range(8)]
"""Ids of the second source, to which the first one refers."""


def world(seed: int) -> dict[str, str]:
    """The first source: sound rows, duplicates, blank and bad ones, and references that only the second one answers."""
    random = Random(seed)
    sectors = ["id,name", *(f"{id_},{id_.title()} {random.randrange(2)}" for id_ in SECTORS)]
    organisations = ["id,kind,name,country,sectors"]
    for id_ in ORGANISATIONS:
        country = random.choice(["DK", "DE", "KR", "XX"])
        row = f"{id_},cluster,Ø {id_} {random.randrange(3)},{country},{random.choice([*SECTORS, 'other-sector', ''])}"
        organisations += [row] * random.choice([1, 1, 1, 2])
        organisations += random.choice([[], [], [], [""], [f"{id_},cluster,Another,DK,"]])
    projects = ["id,kind,name,start", *(f"{id_},project,{id_},{random.randrange(2019, 2022)}" for id_ in PROJECTS)]
    relations = ["kind,source,target,since,role"]
    for _ in range(160):
        one, other = random.choice(ORGANISATIONS), random.choice([*ORGANISATIONS, *ELSEWHERE, "nobody"])
        rows = [
            f"partner_of,{one},{other},{random.choice(['', '2020', '2020-05', 'soon'])},",
            f"participates_in,{one},{random.choice(PROJECTS)},,participant",
            f"mandated_for,{one},DE-BW,,home",
        ]
        relations += [random.choice(rows)] * random.choice([1, 1, 1, 2])
    return {
        "source.toml": declared("first", owns_ids="true"),
        "sectors": "\n".join(sectors),
        "organisations": "\n".join(organisations),
        "contexts": "\n".join(projects),
        "relations": "\n".join(relations),
    }


def second(seed: int) -> dict[str, str]:
    """The second source, some of whose rows wait for the first one."""
    random = Random(seed)
    organisations = ["id,kind,name,country,sectors"]
    organisations += [f"{id_},company,{id_} {random.randrange(3)},KR,{random.choice(SECTORS)}" for id_ in ELSEWHERE]
    relations = ["kind,source,target"]
    relations += [f"member_of,{random.choice(ELSEWHERE)},{random.choice(ORGANISATIONS)}" for _ in range(20)]
    return {
        "source.toml": declared("second"),
        "sectors": "id,name\nother-sector,Other\n",
        "organisations": "\n".join(organisations),
        "relations": "\n".join(relations),
    }
