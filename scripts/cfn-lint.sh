#!/usr/bin/env bash
# Holds the templates of a small installation and of a large one with every switch to cfn-lint: AWS's schemas of every resource and property.
#
# Needs Python 3.10 or newer and a package index; the linter is kept in $TINTYPE_LANES_CACHE (~/.cache/tintype-lanes). Without
# them it prints `skipped: ` and why, which fails with TINTYPE_NO_SKIP=1.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
requirements=$here/cfn-lint/requirements.txt
venv=${TINTYPE_LANES_CACHE:-$HOME/.cache/tintype-lanes}/cfn-lint-$(cksum <"$requirements" | cut -d' ' -f1)
run=$(mktemp -d "${TMPDIR:-/tmp}/tintype-cfn-lint.XXXXXX")
trap 'rm -rf "$run"' EXIT

skip() {
  printf 'skipped: cfn-lint: %s\n' "$*"
  if [ "${TINTYPE_NO_SKIP:-}" = 1 ]; then exit 1; fi
  exit 0
}

if [ ! -e "$venv/complete" ]; then
  python=$(command -v python3 || true)
  [ -n "$python" ] || skip "there is no python3"
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || skip "$("$python" --version) is older than 3.10"
  rm -rf "$venv"
  "$python" -m venv "$venv" >"$run/log" 2>&1 || { cat "$run/log"; skip "python3 cannot make a virtual environment"; }
  "$venv/bin/pip" install -q --disable-pip-version-check -r "$requirements" >"$run/log" 2>&1 ||
    { cat "$run/log"; skip "its packages are not to be had here; see above"; }
  touch "$venv/complete"
fi

cd "$here/.."
node() { npx -y --prefer-offline pnpm@12.21.0 --silent exec node --conditions=source "$@"; }

node scripts/bundle-lambda.ts
# W3005: the CDK names dependencies that a reference implies.
for switches in "-c size=dev" apps/lambda/infra/every-switch.json; do
  # shellcheck disable=SC2086 # words
  node apps/lambda/infra/src/main.ts synth $switches
  "$venv/bin/cfn-lint" --ignore-checks W3005 -- apps/lambda/infra/dist/cdk.out/*.template.json
done
echo "cfn-lint: nothing to complain about"
