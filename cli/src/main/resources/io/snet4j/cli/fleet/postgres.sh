# Runs PostgreSQL in a folder of its own until standard input ends, and leaves nothing behind. $1: the folder, $2: the port.
folder=$1
port=$2
# PostgreSQL does not run as root; in a user namespace it does not know that it is.
as_nobody=
[ "$(id -u)" = 0 ] && as_nobody='unshare -U'

server=
end() {
    [ -n "$server" ] && kill -INT "$server" 2>/dev/null && wait "$server"
    rm -rf "$folder"
    exit
}

umask 077
mkdir "$folder" || exit 1
log=$folder/log
if $as_nobody initdb -D "$folder/data" -U postgres -A trust -E UTF8 --no-sync >"$log" 2>&1 </dev/null; then
    $as_nobody postgres -D "$folder/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off \
        >>"$log" 2>&1 </dev/null &
    server=$!
    echo started
    # Ends with who started this, however that goes.
    cat >/dev/null
else
    tail -n 1 "$log"
fi
end
