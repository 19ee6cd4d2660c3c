# OpenDoors in one image: the API and the command line.
#
#   docker build -t opendoors .
#   docker run -p 127.0.0.1:8000:8000 -v opendoors-data:/data opendoors       over an embedded store in the volume
#   docker run … -e OPENDOORS_STORE=neo4j://… opendoors                       over Neo4j; /data holds snapshots only
#   docker run … opendoors opendoors status                                   any other command
#
# Runs as user 10001, and with a read-only root file system (docker run --read-only --tmpfs /tmp). With everything set:
# docker-compose.yml and docker-compose.embedded.yml.

FROM python:3.13-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_NO_INPUT=1 \
    PIP_ROOT_USER_ACTION=ignore

RUN python -m venv /opt/opendoors
ENV PATH=/opt/opendoors/bin:$PATH

# First what changes rarely: a change of the code alone reuses this layer. Wheels only, of the hashes in the lock file.
WORKDIR /src
COPY requirements.lock ./
RUN pip install --no-compile --no-deps --require-hashes --only-binary=:all: --requirement requirements.lock

COPY pyproject.toml README.md LICENSE NOTICE ./
COPY graph ./graph
COPY loaders ./loaders
COPY queries ./queries
COPY exports ./exports
COPY api ./api
COPY cli ./cli
RUN pip install --no-compile --no-deps --no-index --no-build-isolation . \
    && pip check \
    && pip uninstall --yes setuptools pip

# Bytecode that needs no look at the source's time, since nobody changes the source of an image.
RUN python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/opendoors/lib

# The kernel, compiled for every processor of this architecture ("generic"), and not for the one that builds the image:
# code for another processor would be compiled again at each start. The processor must be the same below; numba knows
# the code again by the content and the place of its sources.
ENV NUMBA_CACHE_DIR=/opt/opendoors/kernel \
    NUMBA_CPU_NAME=generic
WORKDIR /
RUN python -m queries.compile


FROM python:3.13-slim

LABEL org.opencontainers.image.title="OpenDoors" \
      org.opencontainers.image.description="A knowledge graph of the global cluster ecosystem: who can open a door to market X?" \
      org.opencontainers.image.licenses="Apache-2.0"

RUN groupadd --gid 10001 opendoors \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin opendoors \
    && install -d -o 10001 -g 10001 -m 0750 /data

COPY --from=build /opt/opendoors /opt/opendoors
COPY --chmod=555 docker-entrypoint.sh /opt/opendoors/bin/

ENV PATH=/opt/opendoors/bin:$PATH \
    OPENDOORS_HOME=/data \
    HOME=/data \
    NUMBA_CACHE_DIR=/tmp/opendoors-kernel \
    NUMBA_CPU_NAME=generic \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

USER 10001:10001
WORKDIR /data
VOLUME ["/data"]
EXPOSE 8000

# Whether the process lives, not whether Neo4j does: /ready says that. Without a proxy, whatever the environment says.
HEALTHCHECK --interval=30s --timeout=5s --start-period=180s --retries=3 \
    CMD ["python", "-c", "from urllib.request import ProxyHandler, build_opener; build_opener(ProxyHandler({})).open('http://127.0.0.1:8000/health', timeout=4)"]

ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["opendoors", "serve", "--host", "0.0.0.0", "--port", "8000"]
