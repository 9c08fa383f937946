#!/bin/sh
# A PostgreSQL of its own for one test run: starts a cluster in a temporary
# folder (unix socket only, C.UTF-8), prints its URL and stops and removes
# everything when the process WATCHED has ended.
#
#     pg.sh WATCHED-PID
#
# As root the cluster runs as "nobody", because PostgreSQL refuses root.
set -eu
watched=$1

bin=$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -1)")
if [ ! -x "$bin/initdb" ]; then
    echo "no initdb found: install postgresql-15" >&2
    exit 3
fi
folder=$(mktemp -d /tmp/guatu-pg-XXXXXX)
as=
if [ "$(id -u)" = 0 ]; then
    chown nobody "$folder"
    as="setpriv --reuid=nobody --regid=$(id -g nobody) --clear-groups --"
fi
cd "$folder"
if ! $as "$bin/initdb" -D "$folder/data" -U guatu -A trust -E UTF8 --locale=C.UTF-8 -N \
        >"$folder/log" 2>&1 ||
   ! $as "$bin/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/server-log" \
        -o "-c listen_addresses= -k $folder -c fsync=off -c max_connections=60 -c shared_buffers=32MB" \
        start >>"$folder/log" 2>&1; then
    cat "$folder/log" >&2
    rm -rf "$folder"
    exit 4
fi
(
    while kill -0 "$watched" 2>/dev/null; do sleep 0.5; done
    $as "$bin/pg_ctl" -D "$folder/data" -m immediate stop
    rm -rf "$folder"
) >/dev/null 2>&1 </dev/null &
echo "postgresql://guatu@/postgres?host=$folder"
