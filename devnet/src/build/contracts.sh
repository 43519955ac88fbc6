#!/bin/sh
# Brings the published contracts and anvil from npm into target/classes; nothing of them is kept in the repository.
# Usage: contracts.sh MODULE_FOLDER, with the environment SNET4J_NODE (required|optional).
set -eu
cd "$1"
npm=target/npm
out=target/classes/io/snet4j/devnet
stamp=$npm/stamp
failed=target/contracts-failed
inputs="package.json package-lock.json src/build/contracts.sh src/build/contracts.js"

mkdir -p target
rm -f "$failed"
if [ -f "$out/contracts/Registry.hex" ] && cat $inputs | cmp -s - "$stamp"; then
    exit 0
fi

fail() {
    echo "devnet: $1" >&2
    : >"$failed"
    exit 1
}

# Without Node nothing can be tested, but the other modules can be built.
missing() {
    [ "$SNET4J_NODE" = optional ] || fail "$1"
    echo "devnet: warning: built without contracts and anvil, so no Devnet will start from this jar: $1" >&2
    exit 0
}

command -v node >/dev/null && command -v npm >/dev/null ||
    missing "Node with npm is missing; install Node 20 or newer and build again"
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 20 ] || missing "Node $(node -v) is too old; install Node 20 or newer and build again"

mkdir -p "$npm" "$out/contracts"
rm -f "$stamp"
cp package.json package-lock.json "$npm"
(cd "$npm" && npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 --fetch-retry-mintimeout=1000) \
    >"$npm/npm.log" 2>&1 ||
    fail "npm could not install the contracts ($(grep -Em1 'npm (error|ERR!)' "$npm/npm.log" || echo 'no reason given')); \
check the network and npm's registry setting; the full log is devnet/$npm/npm.log"

node src/build/contracts.js "$npm/node_modules" "$out/contracts" || fail "the contracts could not be prepared, see above"

# On other platforms npm skips it, and SNET4J_ANVIL names the program at run time.
anvil=$npm/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil
if [ -f "$anvil" ]; then
    mkdir -p "$out/anvil/linux-amd64"
    ln -f "$anvil" "$out/anvil/linux-amd64/anvil" 2>/dev/null || cp -p "$anvil" "$out/anvil/linux-amd64/anvil"
    chmod 755 "$out/anvil/linux-amd64/anvil"
fi
cat $inputs >"$stamp"
