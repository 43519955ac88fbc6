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

# share ARGUMENT...: sets shared to an archive of loaded classes, which halves the time of a start. It fits one Java and
# one place, so it is made here, at the first start; without it all works as well.
share() {
    shared=
    list=$app/lib/classes.lst
    [ -f "$list" ] && [ -f "$release" ] || return 0
    folder=$app/lib
    [ -w "$folder" ] || folder=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/snet4j
    key=$({ cat "$release"; echo "$app"; } | cksum) || return 0
    archive=$folder/classes-${key%% *}.jsa
    if [ ! -f "$archive" ] || [ "$list" -nt "$archive" ]; then
        mkdir -p "$folder" 2>/dev/null && : >"$archive.$$" 2>/dev/null || return 0
        if [ -t 2 ]; then echo "snet4j: preparing faster starts (once) ..." >&2; fi
        "$java" $options -XX:-CreateCoredumpOnCrash -XX:ErrorFile=/dev/null -Xshare:dump \
            -XX:SharedClassListFile="$list" -XX:SharedArchiveFile="$archive.$$" -cp "$app/lib/*" \
            >/dev/null 2>&1 </dev/null || : >"$archive.$$" # an empty one, so that it is not attempted each time
        mv -f "$archive.$$" "$archive"
    fi
    [ -s "$archive" ] || return 0
    shared="-XX:SharedArchiveFile=$archive"
}

# run FOLDER ARGUMENT...: the folder has lib and data.
run() {
    app=$1
    shift
    options="-XX:+UseSerialGC -XX:TieredStopAtLevel=1"

    # Who asks for the version wants to know it now, and the jar has it in its name.
    if [ "$*" = --version ] || [ "$*" = -V ]; then
        for jar in "$app"/lib/snet4j-cli-[0-9]*.jar; do
            [ -f "$jar" ] || continue
            jar=${jar##*/snet4j-cli-}
            echo "snet4j ${jar%.jar}"
            exit 0
        done
    fi

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

    share "$@"
    # The JVM's own warnings would go to standard output, and into what another program reads.
    exec "$java" $allow $options ${shared:+"$shared"} -Xlog:disable -Dsnet4j.terminals="$terminals" \
        -Dsnet4j.digits="$app/data/digits.bin.gz" -cp "$app/lib/*" io.snet4j.cli.Main "$@"
}
