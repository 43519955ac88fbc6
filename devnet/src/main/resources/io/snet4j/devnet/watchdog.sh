# Runs one program for as long as the JVM lives: sh -c SCRIPT watchdog FOLDER PROGRAM ARGUMENT...
# Standard input is a pipe whose other end only the JVM holds, so its end is the end of the JVM, however that came.
# The program's output reaches its end when the program does; that tells the JVM.
folder=$1
shift
program=
finish() {
    trap '' TERM
    code=0
    if [ -n "$program" ]; then
        kill -KILL "$program" 2>/dev/null
        wait "$program"
        code=$?
    fi
    cd /
    # A dying JVM may still be writing there.
    for attempt in 1 2 3 4 5 6 7 8 9 10; do
        rm -rf "$folder" 2>/dev/null && break
        sleep 0.2
    done
    exit "$code"
}
# Where setsid is missing, Ctrl-C comes here as well; the JVM decides what it means.
trap '' INT HUP QUIT PIPE
trap finish TERM

read -r launch || finish
cd "$folder" || finish
"$@" </dev/null &
program=$!
exec >/dev/null 2>&1
read -r stop
finish
