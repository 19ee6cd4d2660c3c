"""What a task is given."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Given:
    """What a task is given; it takes what it needs.

    Attributes:
        world: folder of interchange files.
        home: folder with the store and its snapshots.
        snapshot: folder of the published snapshot.
        count: questions to ask, or repetitions.
        seconds: a peer begins no further question after so many.
        store: address of the store; credentials are in the environment.
    """

    world: Path
    home: Path
    snapshot: Path
    count: int = 1
    seconds: float = 0.0
    store: str = "sqlite:"
