# A PostgreSQL of our own in a temporary folder: postgres_start sets POSTGRES_URL, postgres_stop removes it all.
# It need not outlive a loss of power, so it does not wait for the disk.
POSTGRES_HOME=""

as_owner() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi; }

postgres_start() {
  local bin port
  bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
  POSTGRES_HOME=$(mktemp -d /tmp/yinuo-pg.XXXXXX)
  POSTGRES_BIN=$bin
  [ "$(id -u)" = 0 ] && chown postgres "$POSTGRES_HOME"
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  (cd "$POSTGRES_HOME" && as_owner "$bin/initdb" -D "$POSTGRES_HOME/data" -U yinuo --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null)
  (cd "$POSTGRES_HOME" && as_owner "$bin/pg_ctl" -D "$POSTGRES_HOME/data" -w -l "$POSTGRES_HOME/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$POSTGRES_HOME -c max_connections=200 -c shared_buffers=256MB \
      -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c jit=off" start >/dev/null)
  (cd "$POSTGRES_HOME" && as_owner "$bin/createdb" -h 127.0.0.1 -p "$port" -U yinuo yinuo)
  POSTGRES_URL="postgresql://yinuo@127.0.0.1:$port/yinuo"
  echo "PostgreSQL on port $port"
}

postgres_stop() {
  [ -n "$POSTGRES_HOME" ] || return 0
  (cd "$POSTGRES_HOME" && as_owner "$POSTGRES_BIN/pg_ctl" -D "$POSTGRES_HOME/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$POSTGRES_HOME"
}
