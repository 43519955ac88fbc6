# For the launchers of the checkout and of the archive: finds Java, and runs the command line. To be sourced.

fail() {
    echo "snet4j: $1" >&2
    exit 1
}

find_java() {
    java=java
    if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; fi
    java=$(command -v "$java") || fail "java was not found; install a JDK 17 or newer, or set JAVA_HOME"

    # The release file of a JDK tells the version without the cost of starting it.
    release=$(dirname "$(dirname "$(readlink -f "$java")")")/release
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release" 2>/dev/null) || version=
    [ -n "$version" ] || version=$("$java" -version 2>&1 | sed -n '1s/[^"]*"\([0-9]*\).*/\1/p')
    [ "${version:-0}" -ge 17 ] ||
        fail "java is version ${version:-unknown}, but 17 or newer is needed; install it or set JAVA_HOME"
}

# run FOLDER ARGUMENT...: the folder has lib and data.
run() {
    app=$1
    shift

    # Java itself cannot tell which of its streams are terminals.
    terminals=
    for stream in 0 1 2; do
        if [ -t "$stream" ]; then terminals=$terminals$stream; fi
    done

    # Libraries of ours use what newer releases warn about.
    allow=
    if [ "$version" -ge 23 ]; then
        allow="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
    fi

    exec "$java" $allow -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dsnet4j.terminals="$terminals" \
        -Dsnet4j.digits="$app/data/digits.bin.gz" -cp "$app/lib/*" io.snet4j.cli.Main "$@"
}
