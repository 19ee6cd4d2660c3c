"""Neo4j Community's jars, fetched once by Maven into ``build/``: ``python -m tests.neo4j.jars`` fetches them ahead."""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
POM: Final = HERE / "pom.xml"
CACHE: Final = HERE.parents[1] / "build" / "neo4j"
JAVA_AT_LEAST: Final = 17
JAVA_SECONDS: Final = 60
QUIETLY: Final = ("--batch-mode", "--no-transfer-progress", "--quiet")
MAVEN_SECONDS: Final = 600
"""128 MB are fetched the first time; from Maven's own cache it takes some seconds."""
SAID_AT_MOST: Final = 2_000
"""Characters of what Maven said that are quoted when it fails."""


class Neo4jMissingError(Exception):
    """There is no Neo4j of this sort here; says why."""


def jars() -> Path:
    """The folder with the jars; fetches them if it is the first to ask. Others wait for it meanwhile.

    Raises:
        Neo4jMissingError: no Java or Maven, or Maven could not fetch them.
    """
    _require_java()
    folder = CACHE / blake2b(POM.read_bytes(), digest_size=8).hexdigest()
    CACHE.mkdir(parents=True, exist_ok=True)
    with locked(CACHE / "fetching.lock"):
        if not folder.is_dir():
            _fetch(folder)
    return folder


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Held by one process at a time; the system lets go of it for a process that ends, however it ends."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _require_java() -> None:
    if shutil.which("java") is None:
        raise Neo4jMissingError(f"Java {JAVA_AT_LEAST} or newer is not on the path.")
    said = _bounded(["java", "-XshowSettings:properties", "-version"], JAVA_SECONDS)
    found = re.search(r"java\.specification\.version = (\d+)", said)
    if found is None or int(found[1]) < JAVA_AT_LEAST:
        raise Neo4jMissingError(f"The java on the path is older than {JAVA_AT_LEAST}, or no Java.")


def _fetch(folder: Path) -> None:
    if shutil.which("mvn") is None:
        raise Neo4jMissingError("Maven (mvn) is not on the path.")
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    settings = (f"--file={POM}", f"-DoutputDirectory={part}", "-DincludeScope=runtime")
    _bounded(["mvn", *QUIETLY, *settings, "dependency:copy-dependencies"], MAVEN_SECONDS)
    part.rename(folder)


def _bounded(command: Sequence[str], seconds: int) -> str:
    """What a command said; it and what it started are ended after so many seconds."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise Neo4jMissingError(f"{command[0]} took longer than {seconds} s.") from None
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode:
        raise Neo4jMissingError(f"{command[0]} failed:\n{said[-SAID_AT_MOST:]}")
    return said


if __name__ == "__main__":
    try:
        print(jars())
    except Neo4jMissingError as missing:
        sys.exit(str(missing))
