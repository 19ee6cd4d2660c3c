"""The compose files and the image keep what they promise an operator. Read as text: no container engine is needed."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.settings import VARIABLES
from cli.settings import AS_OF, DEBUG

ROOT = Path(__file__).parents[1]
NEO4J = "docker-compose.yml"
EMBEDDED = "docker-compose.embedded.yml"
FILES = (NEO4J, EMBEDDED)
SERVICES = ((NEO4J, "api"), (NEO4J, "neo4j"), (EMBEDDED, "api"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(?:(:[-?])([^}]*))?\}")
"""(name, ``:-`` or ``:?``, default or message) of a setting that compose fills in."""

Compose = dict[str, Any]


def compose(name: str) -> Compose:
    read: Compose = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    return read


def service(file: str, name: str) -> Compose:
    found: Compose = compose(file)["services"][name]
    return found


def variables(value: object) -> dict[str, tuple[str, str]]:
    """Each setting in a part of a compose file: how it goes on without it, and with what."""
    if isinstance(value, dict):
        return {name: rest for one in value.values() for name, rest in variables(one).items()}
    if isinstance(value, list):
        return {name: rest for one in value for name, rest in variables(one).items()}
    return {name: (how, rest) for name, how, rest in VARIABLE.findall(str(value))}


@pytest.mark.parametrize(("file", "name"), SERVICES)
def test_a_service_is_bounded_and_has_no_rights_to_spare(file: str, name: str) -> None:
    said = service(file, name)
    user, group = (int(part) for part in said["user"].split(":"))
    assert user > 0
    assert group > 0
    assert said["cap_drop"] == ["ALL"]
    assert "cap_add" not in said
    assert "privileged" not in said
    assert said["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "cpus", "pids_limit", "stop_grace_period"} <= said.keys()
    assert said["restart"] == "unless-stopped"
    assert said["logging"]["options"].keys() == {"max-size", "max-file"}
    assert {"test", "interval", "timeout", "start_period", "retries"} == said["healthcheck"].keys()
    assert said["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize(("file", "name"), SERVICES)
def test_ports_are_on_loopback_by_default(file: str, name: str) -> None:
    ports = service(file, name)["ports"]
    assert ports
    for port in ports:
        host, _, rest = VARIABLE.sub(lambda found: found[3], port).partition(":")
        assert host == "127.0.0.1", port
        assert re.fullmatch(r"\d+:\d+", rest), port


def test_no_value_looks_like_a_list_or_a_number_to_yaml_by_accident() -> None:
    for file, name in SERVICES:
        assert all(isinstance(port, str) for port in service(file, name)["ports"])
        environment = service(file, name)["environment"]
        assert all(value is None or isinstance(value, str) for value in environment.values())


@pytest.mark.parametrize("file", FILES)
def test_the_api_cannot_write_but_to_its_volume(file: str) -> None:
    said = service(file, "api")
    assert said["read_only"] is True
    assert [mount.partition(":")[0] for mount in said["tmpfs"]] == ["/tmp"]
    assert re.search(r"size=\d+m.*noexec,nosuid,nodev", said["tmpfs"][0])
    assert {volume.rpartition(":")[2] for volume in said["volumes"]} == {"/data"}
    assert f"USER {said['user']}" in DOCKERFILE


def test_the_api_is_the_same_in_both_files_but_for_its_store() -> None:
    with_neo4j, embedded = service(NEO4J, "api"), service(EMBEDDED, "api")
    own = {"depends_on", "secrets", "scale", "environment", "volumes"}
    assert {key: value for key, value in with_neo4j.items() if key not in own} == {
        key: value for key, value in embedded.items() if key not in own
    }
    ours = {name: value for name, value in with_neo4j["environment"].items() if name not in _ABOUT_THE_STORE}
    assert ours == embedded["environment"]


_ABOUT_THE_STORE = {"OPENDOORS_STORE", "OPENDOORS_NEO4J_USER", "OPENDOORS_NEO4J_PASSWORD_FILE"}


@pytest.mark.parametrize("file", FILES)
def test_every_setting_of_the_server_reaches_it(file: str) -> None:
    environment = service(file, "api")["environment"]
    assert {AS_OF.name, DEBUG.name, *VARIABLES} == environment.keys() - _ABOUT_THE_STORE


def test_there_is_no_default_password() -> None:
    secret = compose(NEO4J)["secrets"]["neo4j_password"]
    assert secret.keys() == {"file"}
    asked = VARIABLE.fullmatch(secret["file"])
    assert asked
    _, how, message = asked.groups()
    assert how == ":?"
    assert message


def test_the_password_comes_as_a_file_and_in_no_setting() -> None:
    api, neo4j = service(NEO4J, "api"), service(NEO4J, "neo4j")
    where = "/run/secrets/neo4j_password"
    assert api["secrets"] == neo4j["secrets"] == ["neo4j_password"]
    assert api["environment"]["OPENDOORS_NEO4J_PASSWORD_FILE"] == where
    assert f"$$(cat {where})" in "".join(neo4j["entrypoint"])
    assert not [name for name in neo4j["environment"] if re.search("AUTH|PASSWORD", name)]
    assert [name for name in api["environment"] if "PASSWORD" in name] == ["OPENDOORS_NEO4J_PASSWORD_FILE"]


def test_neo4j_keeps_its_data_reports_nothing_and_its_memory_fits() -> None:
    said = service(NEO4J, "neo4j")
    assert said["image"] == "neo4j:5.26-community"
    assert said["volumes"] == ["neo4j-data:/data", "neo4j-logs:/logs"]
    assert {"neo4j-data", "neo4j-logs"} <= compose(NEO4J)["volumes"].keys()
    assert said["ulimits"]["nofile"] >= 40_000
    environment = said["environment"]
    assert environment["NEO4J_dbms_usage__report_enabled"] == "false"
    assert environment["NEO4J_client_allow__telemetry"] == "false"
    assert (
        environment["NEO4J_server_memory_heap_initial__size"]
        == environment["NEO4J_server_memory_heap_max__size"]
        == "${NEO4J_HEAP:-2g}"
    )
    defaults = {name: rest for name, (_, rest) in variables(said).items()}
    heap, cache, all_of_it = (_gigabytes(defaults[f"NEO4J_{name}"]) for name in ("HEAP", "PAGE_CACHE", "MEMORY"))
    assert heap + cache + 0.5 <= all_of_it


def _gigabytes(text: str) -> float:
    number, unit = re.fullmatch(r"(\d+)([mg])", text).groups()  # type: ignore[union-attr]
    return int(number) / (1 if unit == "g" else 1024)


def test_replicas_share_neo4j_and_nothing_that_is_written() -> None:
    said = service(NEO4J, "api")
    assert "/data" in said["volumes"], "a volume without a name: one for each replica"
    assert "container_name" not in said
    assert said["environment"]["OPENDOORS_STORE"] == "${OPENDOORS_STORE:-neo4j://neo4j:7687}"
    assert said["depends_on"]["neo4j"] == {"condition": "service_healthy"}


def test_every_setting_of_the_compose_files_is_in_the_example_with_its_default() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^#?([A-Z][A-Z0-9_]*)=(.*)$", example, flags=re.MULTILINE))
    used = {name: rest for file in FILES for name, (how, rest) in variables(compose(file)).items() if how == ":-"}
    required = {name for file in FILES for name, (how, _) in variables(compose(file)).items() if how == ":?"}
    passed = {name for file in FILES for name, value in service(file, "api")["environment"].items() if value is None}
    assert listed.keys() == used.keys() | required | passed
    assert {name: listed[name] for name in used} == used
    assert not any(listed[name] for name in passed)
    uncommented = set(re.findall(r"^([A-Z][A-Z0-9_]*)=", example, flags=re.MULTILINE))
    assert uncommented == required


def test_the_same_setting_has_one_default() -> None:
    for file in FILES:
        text = "\n".join(line for line in (ROOT / file).read_text(encoding="utf-8").splitlines() if "#" not in line)
        said: dict[str, set[str]] = {}
        for name, _, rest in VARIABLE.findall(text):
            said.setdefault(name, set()).add(rest)
        assert all(len(defaults) == 1 for defaults in said.values()), said


def test_the_image_is_built_of_what_is_locked() -> None:
    install = re.search(r"pip install[^\n]*--requirement requirements.lock", DOCKERFILE)
    assert install
    for option in ("--require-hashes", "--only-binary=:all:", "--no-deps"):
        assert option in install[0]
    assert "--no-index" in DOCKERFILE, "the project itself asks no index either"
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for distribution in ("neo4j==", "neo4j-rust-ext=="):
        assert f"\n{distribution}" in lock


def test_the_image_holds_what_is_named_and_nothing_else() -> None:
    ignored = [line for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert ignored[0] == "*"
    let_in = {line[1:] for line in ignored if line.startswith("!")}
    copied = {
        part.removeprefix("./")
        for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, flags=re.MULTILINE)
        for part in line.split()[:-1]
        if not part.startswith("--")
    }
    assert copied == let_in
    assert all((ROOT / name).exists() for name in let_in)


def test_the_image_runs_as_nobody_in_particular_and_tells_whether_it_lives() -> None:
    final = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001:10001$", final, flags=re.MULTILINE)
    assert not re.search(r"^(ADD|EXPOSE (?!8000))", final, flags=re.MULTILINE)
    checked = re.search(r'CMD \["python", "-c", "(.*)"\]', final)
    assert checked
    for file in FILES:
        assert service(file, "api")["healthcheck"]["test"][-1] == checked[1]
    assert len(set(re.findall(r"NUMBA_CPU_NAME=(\S+)", DOCKERFILE))) == 1, (
        "the same where it is compiled and where it runs"
    )


def kept_and_used() -> tuple[str, str]:
    """Where the image keeps the compiled kernel, and where a container finds it."""
    kept, used = re.findall(r"NUMBA_CACHE_DIR=(\S+)", DOCKERFILE)
    return kept, used


def test_the_image_compiles_the_kernel_and_no_volume_hides_it() -> None:
    kept, used = kept_and_used()
    build, _, final = DOCKERFILE.rpartition("\nFROM ")
    assert "RUN python -m queries.compile" in build
    copied = re.findall(r"^COPY --from=build (\S+) (\S+)$", final, flags=re.MULTILINE)
    assert any(kept.startswith(f"{source}/") and source == there for source, there in copied)
    assert 'ENTRYPOINT ["docker-entrypoint.sh"]' in final
    assert f"kept={kept}\n" in (ROOT / "docker-entrypoint.sh").read_text(encoding="utf-8")
    mounted = re.findall(r'"(/[^"]*)"', final[final.index("\nVOLUME") :].splitlines()[1])
    for file in FILES:
        mounted += [volume.split(":")[-1] for volume in service(file, "api")["volumes"]]
        assert any(used.startswith(f"{volume.split(':')[0]}/") for volume in service(file, "api")["tmpfs"])
    assert not [volume for volume in mounted if used.startswith(volume) or kept.startswith(volume)]


def started(tmp_path: Path, used: Path) -> "subprocess.CompletedProcess[str]":
    """What the image's entrypoint does, with the kernel of a folder."""
    script = (ROOT / "docker-entrypoint.sh").read_text(encoding="utf-8")
    (tmp_path / "entrypoint").write_text(script.replace(kept_and_used()[0], str(tmp_path / "kept")), encoding="utf-8")
    command = ["sh", str(tmp_path / "entrypoint"), "sh", "-c", 'ls "$NUMBA_CACHE_DIR"; echo "$@"', "-", "a b", "c"]
    environment = {"PATH": os.environ["PATH"], "NUMBA_CACHE_DIR": str(used)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_a_container_gets_a_kernel_that_it_may_write_to(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "code").write_text("compiled", encoding="utf-8")
    for _ in range(2):  # a container that is started again has it already
        done = started(tmp_path, tmp_path / "used")
        assert (done.returncode, done.stdout, done.stderr) == (0, "code\na b c\n", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["entrypoint", "kept", "used"]


def test_a_container_without_room_for_the_kernel_starts_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    done = started(tmp_path, tmp_path / "nowhere" / "used")
    assert (done.returncode, done.stdout) == (0, "a b c\n")
    assert "first questions will wait for a compiler" in done.stderr


def test_settings_and_secrets_of_one_machine_stay_out_of_the_repository() -> None:
    assert {".env", "secrets/"} <= set((ROOT / ".gitignore").read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="module")
def docker_compose() -> None:
    """Where it is installed; its reading of the files asks no engine."""
    if (
        not shutil.which("docker")
        or subprocess.run(["docker", "compose", "version"], capture_output=True, check=False, timeout=60).returncode
    ):
        pytest.skip("docker compose is not installed")


def composed(file: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = ["docker", "compose", "--env-file", os.devnull, "--file", str(ROOT / file), "config", "--format", "json"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "OPENDOORS_"))}
    return subprocess.run(command, env=kept | environment, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.usefixtures("docker_compose")
def test_compose_refuses_to_start_without_a_password() -> None:
    refused = composed(NEO4J, {})
    assert refused.returncode != 0
    assert "NEO4J_PASSWORD_FILE" in refused.stderr


@pytest.mark.usefixtures("docker_compose")
def test_compose_understands_the_files() -> None:
    alone = composed(EMBEDDED, {})
    assert alone.returncode == 0, alone.stderr
    said = composed(
        NEO4J,
        {
            "NEO4J_PASSWORD_FILE": "./somewhere",
            "OPENDOORS_REPLICAS": "3",
            "OPENDOORS_PORT": "8000-8002",
            "OPENDOORS_QUEUE": "7",
        },
    )
    assert said.returncode == 0, said.stderr
    read = json.loads(said.stdout)["services"]
    assert read["api"]["scale"] == 3
    assert [(port["host_ip"], port["published"]) for port in read["api"]["ports"]] == [("127.0.0.1", "8000-8002")]
    assert read["api"]["environment"]["OPENDOORS_QUEUE"] == "7"
    assert not [volume["source"] for volume in read["api"]["volumes"] if "source" in volume]
