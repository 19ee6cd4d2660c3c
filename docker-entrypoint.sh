#!/bin/sh
# Gives the container a copy of the compiled kernel, then does what it was started for.
#
# numba insists on being able to write where it keeps compiled code, even if it only reads; and a volume would bring back
# the kernel of another version after an upgrade, of which it would take parts for its own.
set -eu
kept=/opt/opendoors/kernel
if [ ! -d "$NUMBA_CACHE_DIR" ]; then
    part="$NUMBA_CACHE_DIR.$$"
    if cp -R "$kept" "$part" && mv "$part" "$NUMBA_CACHE_DIR"; then :; else
        rm -rf "$part"
        echo "The compiled kernel cannot be copied to $NUMBA_CACHE_DIR: first questions will wait for a compiler." >&2
    fi
fi
exec "$@"
