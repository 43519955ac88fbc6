#!/bin/sh
# Writes the list of classes that the launchers share: what a devnet and some commands load.
# Usage: class-list.sh APP_FOLDER
set -eu
app=$1
lib=$app/lib
list=$lib/classes.lst

[ -f "$app/data/digits.bin.gz" ] || exit 0 # built without Node, so there is no devnet to ask
if [ -f "$list" ] && [ -z "$(find "$lib" -name '*.jar' -newer "$list" | head -n 1)" ]; then
    exit 0
fi

folder=$(mktemp -d)
devnet=
trap 'if [ -n "$devnet" ]; then kill "$devnet" 2>/dev/null || :; wait "$devnet" 2>/dev/null || :; fi; rm -rf "$folder"' EXIT
snet4j() {
    exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:DumpLoadedClassList="$folder/$1.lst" \
        -Dsnet4j.digits="$app/data/digits.bin.gz" -cp "$lib/*" io.snet4j.cli.Main $2
}
unset SNET4J_NETWORK SNET4J_PROFILE 2>/dev/null || :
export HOME="$folder" XDG_CONFIG_HOME="$folder" XDG_STATE_HOME="$folder"

(snet4j devnet "devnet --json") >"$folder/net.json" 2>"$folder/devnet.log" &
devnet=$!
(snet4j help "--help") >/dev/null
waited=0
while [ ! -s "$folder/net.json" ]; do
    waited=$((waited + 1))
    if [ "$waited" -gt 300 ] || ! kill -0 "$devnet" 2>/dev/null; then
        echo "cli: warning: starts are slower without the list of classes; its devnet did not start:" \
            "$(tail -n 1 "$folder/devnet.log")" >&2
        exit 0
    fi
    sleep 0.2
done
(snet4j models "models list snet4j-org digits --profile devnet --json") >/dev/null 2>"$folder/models.log" || :
(snet4j list "network list") >/dev/null
(snet4j channels "channels list --profile devnet") >/dev/null 2>"$folder/channels.log" || :
kill "$devnet"
wait "$devnet" 2>/dev/null || :
devnet=

cat "$folder"/*.lst | awk '!seen[$0]++' >"$list.new"
mv "$list.new" "$list"
