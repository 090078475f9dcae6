#!/usr/bin/env bash
# Runs a command beside real counterparts of AWS: DynamoDB Local (by AWS), an S3 server that checks signatures, and moto
# for Cognito's control plane, SES, SNS, SQS and Secrets Manager.
#
#   scripts/lanes.sh                    the contract lanes
#   scripts/lanes.sh COMMAND ARGS...    anything else, with TINTYPE_DYNAMODB_ENDPOINT, TINTYPE_S3_*,
#                                       TINTYPE_MOTO_ENDPOINT and TINTYPE_LANES_PYTHON set
#
# They are built once into $TINTYPE_LANES_CACHE (~/.cache/tintype-lanes), start empty on free ports, and end with the
# command, however it ends. What they get wrong: docs/lanes.md.
set -euo pipefail
set -m # every job in a process group of its own, so that all of it can be ended

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${TINTYPE_LANES_CACHE:-$HOME/.cache/tintype-lanes}
run=$(mktemp -d "${TMPDIR:-/tmp}/tintype-lanes.XXXXXX")

readonly versitygw=v1.8.0
readonly access_key=tintypelanes secret_key=tintypelanessecret

say() { printf 'lanes: %s\n' "$*" >&2; }

# --- Ending -----------------------------------------------------------------------------------------------------------

# The keeper waits for this script's end of a pipe to close, which even SIGKILL does, then ends every group that is
# written down and removes what they left.
keep() {
  trap '' INT TERM HUP
  local _ group
  read -r _ <"$run/alive" || true
  touch "$run/groups"
  for signal in TERM KILL; do
    while read -r group; do kill -s "$signal" -- "-$group" 2>/dev/null || true; done <"$run/groups"
    for _ in $(seq 50); do
      anyone || break 2
      sleep 0.1
    done
  done
  rm -rf "$run" "$cache/.fresh-${run##*.}".*
}

anyone() {
  local group
  while read -r group; do
    if kill -0 -- "-$group" 2>/dev/null; then return 0; fi
  done <"$run/groups"
  return 1
}

# Runs a command in the background; its process group is written down. Sets $spawned.
spawn() {
  "$@" 9>&- &
  spawned=$!
  echo "$spawned" >>"$run/groups"
}

leave() {
  exec 9>&-
  wait "$keeper" || true
}

mkfifo "$run/alive"
keep </dev/null &
keeper=$!
exec 9>"$run/alive"
trap leave EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# --- Getting them -----------------------------------------------------------------------------------------------------

# once NAME COMMAND...: runs the command with a fresh folder as its last argument; what it leaves there becomes
# $cache/NAME in one step, so half an installation is never seen. Two runs at once do the work once, or twice in peace.
once() {
  local name=$1 target=$cache/$1 fresh
  shift
  if [ -d "$target" ]; then return 0; fi
  mkdir -p "$cache"
  exec 8>"$target.lock"
  if command -v flock >/dev/null; then flock 8; fi
  if [ -d "$target" ]; then return 0; fi
  say "Getting $name; the first time this takes a minute or two."
  fresh=$(mktemp -d "$cache/.fresh-${run##*.}.XXXXXX")
  if ! "$@" "$fresh" >"$run/$name.log" 2>&1; then
    cat "$run/$name.log" >&2
  elif mv "$fresh" "$target" 2>/dev/null; then
    return 0
  fi
  rm -rf "$fresh"
  [ -d "$target" ]
}

fetch_dynamodb() {
  if ! command -v java || ! command -v mvn; then
    say "DynamoDB Local needs Java 17 or newer and Maven (Debian: default-jdk-headless, maven)."
    return 1
  fi
  mvn -q -B -f "$here/lanes/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$1" -DincludeScope=runtime
}

build_s3() {
  if ! command -v go; then
    say "The S3 server is built with Go (1.25 or newer)."
    return 1
  fi
  GOBIN=$1 GOFLAGS='' CGO_ENABLED=0 go install -trimpath -ldflags='-s -w' "github.com/versity/versitygw/cmd/versitygw@$versitygw"
}

# A virtual environment can be moved as long as nobody calls the scripts in its bin.
install_moto() {
  if ! command -v python3 || ! python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))'; then
    say "moto needs Python 3.10 or newer, with venv (Debian: python3-venv)."
    return 1
  fi
  python3 -m venv "$1" && "$1/bin/python" -m pip install -q --disable-pip-version-check -r "$here/lanes/requirements.txt"
}

dynamodb_name=dynamodb-$(cksum <"$here/lanes/pom.xml" | cut -d' ' -f1)
s3_name=versitygw-$versitygw
moto_name=moto-$(cksum <"$here/lanes/requirements.txt" | cut -d' ' -f1)

# --- Starting them ----------------------------------------------------------------------------------------------------

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# start NAME COMMAND...: runs COMMAND with a free port as its last argument until `answers_NAME PORT` holds; sets $port.
# Another process may take the port first; then ours dies, and another port is tried.
start() {
  local name=$1
  shift
  for _ in 1 2 3; do
    port=$(free_port)
    spawn "$@" "$port" >"$run/$name.log" 2>&1
    disown "$spawned"
    for _ in $(seq 300); do
      if ! kill -0 "$spawned" 2>/dev/null; then continue 2; fi
      if "answers_$name" "$port"; then return 0; fi
      sleep 0.1
    done
    break
  done
  say "$name did not start:"
  cat "$run/$name.log" >&2
  return 1
}

serve_dynamodb() {
  local lib=$cache/$dynamodb_name
  exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx1g "-Djava.library.path=$lib" -cp "$lib/*" \
    software.amazon.dynamodb.services.local.main.ServerRunner -inMemory -disableTelemetry -port "$1"
}

answers_dynamodb() {
  [[ $(curl -s "http://127.0.0.1:$1/") == *MissingAuthenticationToken* ]]
}

serve_s3() {
  local port=$1 home=$run/s3
  mkdir -p "$home/buckets" "$home/versions" "$home/accounts" "$home/metadata"
  # Without accounts it takes an unknown access key for a failure of its own. With --keep-alive it now and then reads the
  # end of an aws-chunked body as the next request.
  gateway() {
    "$cache/$s3_name/versitygw" --port "127.0.0.1:$port" --access "$access_key" --secret "$secret_key" --quiet \
      --iam-dir "$home/accounts" --health "/${run##*.}" \
      posix --versioning-dir "$home/versions" "$@" "$home/buckets"
  }
  # Extended attributes are four times as fast as files beside the objects, but not every file system has them.
  gateway || gateway --sidecar "$home/metadata"
}

answers_s3() { # at a path that only our own one knows
  curl -sf -o /dev/null "http://127.0.0.1:$1/${run##*.}"
}

serve_moto() {
  exec "$cache/$moto_name/bin/python" -m moto.server --host 127.0.0.1 --port "$1"
}

answers_moto() {
  [[ $(curl -s "http://127.0.0.1:$1/moto-api/") == *moto* ]]
}

# --- All together -----------------------------------------------------------------------------------------------------

spawn once "$dynamodb_name" fetch_dynamodb
getting_dynamodb=$spawned
spawn once "$s3_name" build_s3
getting_s3=$spawned
spawn once "$moto_name" install_moto
getting_moto=$spawned

missing=()
if wait "$getting_dynamodb" && start dynamodb serve_dynamodb; then
  export TINTYPE_DYNAMODB_ENDPOINT=http://127.0.0.1:$port
else
  missing+=("DynamoDB Local")
fi
if wait "$getting_s3" && start s3 serve_s3; then
  export TINTYPE_S3_ENDPOINT=http://127.0.0.1:$port TINTYPE_S3_ACCESS_KEY=$access_key TINTYPE_S3_SECRET_KEY=$secret_key
else
  missing+=("the S3 server")
fi
if wait "$getting_moto" && start moto serve_moto; then
  # moto brings boto3 along, which speaks to the development server, too.
  export TINTYPE_MOTO_ENDPOINT=http://127.0.0.1:$port TINTYPE_LANES_PYTHON=$cache/$moto_name/bin/python
else
  missing+=("moto")
fi

if [ "${#missing[@]}" -gt 0 ]; then
  for counterpart in "${missing[@]}"; do say "$counterpart is not to be had here; see above."; done
  if [ "${CI:-}" = true ]; then exit 1; fi
fi

if [ $# -eq 0 ]; then
  # What is missing on a developer's machine is skipped there, in sight; in CI nothing is.
  if [ "${#missing[@]}" -eq 0 ]; then export TINTYPE_NO_SKIP=1; fi
  set -- npx -y --prefer-offline pnpm@12.21.0 exec vitest run --project lanes
  cd "$here/.."
fi

if [ -t 0 ]; then
  # A shell or a watching test runner keeps the keyboard.
  bash -c 'echo $$ >>"$0"; exec "$@"' "$run/groups" "$@" 9>&-
else
  spawn "$@" <&0
  wait "$spawned"
fi
