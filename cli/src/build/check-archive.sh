#!/bin/sh
# Unpacks the archive where nothing else of this project is, and runs it with a JDK alone.
# Usage: check-archive.sh ARCHIVE VERSION
set -eu
archive=$1 version=$2

fail() {
    echo "cli: $archive: $1" >&2
    exit 1
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && jar -xf "$archive")
# The tool of the JDK does not restore permissions, so the archive is asked for them.
if command -v zipinfo >/dev/null; then
    zipinfo "$archive" "snet4j-$version/snet4j" | grep -q '^-rwxr-xr-x' || fail "its launcher is no program"
fi
home=$folder/home
mkdir "$home"
snet4j() {
    env -u SNET4J_NETWORK -u SNET4J_PROFILE HOME="$home" sh "$folder/snet4j-$version/snet4j" "$@"
}
[ "$(snet4j --version)" = "snet4j $version" ] || fail "--version says: $(snet4j --version)"
snet4j network list | grep -q sepolia || fail "network list does not name sepolia"
for jar in "$folder/snet4j-$version"/lib/*.jar; do
    name=$(basename "$jar" .jar)
    case $name in snet4j-*) continue ;; esac
    grep -q ":${name%%-[0-9]*}[|]" "$folder/snet4j-$version/THIRD-PARTY.txt" || fail "THIRD-PARTY.txt lacks $name"
done
