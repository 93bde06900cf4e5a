#!/usr/bin/env bash
# Builds the wheel, installs it into an environment of its own, and starts the demo from an empty folder.
set -euo pipefail
work=$(mktemp -d /tmp/yinuo-wheel.XXXXXX)
server=""
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q -r requirements.lock
"$work/venv/bin/pip" wheel -q --no-deps -w "$work" .
"$work/venv/bin/pip" install -q --no-deps "$work"/yinuo-*.whl
mkdir "$work/empty"
cd "$work/empty"
"$work/venv/bin/yinuo" demo --data desk --port 0 >"$work/out" 2>"$work/err" &
server=$!
for _ in $(seq 1 240); do
  grep -q '^ready http' "$work/out" && break
  kill -0 "$server" 2>/dev/null || { cat "$work/err"; exit 1; }
  sleep 0.5
done
address=$(sed -n 's/^ready \(http[^ ]*\).*/\1/p' "$work/out" | head -1)
[ -n "$address" ] || { echo "not ready in time"; tail -50 "$work/err"; exit 1; }
python3 - "$address" <<'PY'
import re, sys, urllib.request
address = sys.argv[1]
page = urllib.request.urlopen(address + "/sign-in/").read().decode()
assert "一诺" in page, "the sign-in page does not name the product"
for asset in re.findall(r'(?:href|src)="(/static/[^"#]+)', page):
    assert urllib.request.urlopen(address + asset).status == 200, asset
print("served from an empty folder:", address)
PY
kill -TERM "$server"
wait "$server" || true
server=""
