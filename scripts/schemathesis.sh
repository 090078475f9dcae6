#!/usr/bin/env bash
# Tries out the API against its own description, with requests that schemathesis makes up: docs/robustness.md.
#
# Needs Python 3.10 or newer and a package index; makes a virtual environment of its own in a temporary folder. Without
# them it prints `skipped: ` and why, which fails with TINTYPE_NO_SKIP=1.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
run=$(mktemp -d "${TMPDIR:-/tmp}/tintype-schemathesis.XXXXXX")
trap 'rm -rf "$run"' EXIT

skip() {
  printf 'skipped: schemathesis: %s\n' "$*"
  if [ "${TINTYPE_NO_SKIP:-}" = 1 ]; then exit 1; fi
  exit 0
}

python=$(command -v python3 || true)
[ -n "$python" ] || skip "there is no python3"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || skip "$("$python" --version) is older than 3.10"
"$python" -m venv "$run/venv" >"$run/log" 2>&1 || { cat "$run/log"; skip "python3 cannot make a virtual environment"; }
"$run/venv/bin/pip" install -q --disable-pip-version-check -r "$here/schemathesis/requirements.txt" >"$run/log" 2>&1 ||
  { cat "$run/log"; skip "its packages are not to be had here; see above"; }

cd "$here/.."
npx -y --prefer-offline pnpm@12.21.0 exec node --conditions=source scripts/schemathesis/run.ts "$run/venv/bin/schemathesis"
