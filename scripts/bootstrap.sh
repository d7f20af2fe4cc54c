# Sourced by ./diogel and ./test: makes .venv hold exactly what a lock file names.
# Uses uv where it is present, else python3 -m venv and pip. A stamp with the lock's
# checksum is written last, so an interrupted set-up is simply done again.

fail() {
    printf '%s\n' "$1" "$2" >&2
    exit 1
}

find_python() {
    for candidate in ${DIOGEL_PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return 0
        fi
    done
    return 1
}

make_environment() {
    python=$1
    [ -x "$here/.venv/bin/python" ] && return 0
    rm -rf "$here/.venv"
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --python "$python" "$here/.venv" && return 0
    fi
    "$python" -m venv "$here/.venv" || fail \
        "Python cannot make a virtual environment. On Debian: apt install python3-venv" \
        "Ni all Python greu amgylchedd rhithwir. Ar Debian: apt install python3-venv"
}

install_lock() {
    if command -v uv >/dev/null 2>&1; then
        uv pip install --quiet --python "$here/.venv/bin/python" --require-hashes -r "$1"
    else
        "$here/.venv/bin/python" -m pip install --quiet --disable-pip-version-check \
            --require-hashes -r "$1"
    fi
}

bootstrap() {
    lock="$here/requirements/$1.lock"
    wanted=$(cksum <"$lock")
    stamp="$here/.venv/diogel-$1.stamp"
    # What the tests need includes what the command needs.
    dev="$here/.venv/diogel-dev.stamp"
    if [ "$1" = runtime ] && [ -f "$dev" ] && [ "$(cat "$dev")" = "$(cksum <"$here/requirements/dev.lock")" ]; then
        return 0
    fi
    if [ -x "$here/.venv/bin/python" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
        return 0
    fi
    # One set-up at a time: a second call waits for the first, and then finds its work done.
    waited=0
    [ -w "$here" ] || fail \
        "Diogel must be set up once by somebody who may write in this folder: $here" \
        "Rhaid i rywun a all ysgrifennu yn y ffolder hwn baratoi Diogel unwaith: $here"
    until mkdir "$here/.venv-setup" 2>/dev/null; do
        waited=$((waited + 1))
        if [ "$waited" -eq 5 ]; then
            printf '%s\n' "Waiting for another set-up of Diogel to end." \
                "Yn aros i waith paratoi arall ar Diogel ddod i ben." >&2
        fi
        if [ "$waited" -gt 600 ]; then
            rmdir "$here/.venv-setup" 2>/dev/null || :
        fi
        sleep 1
    done
    trap 'rmdir "$here/.venv-setup" 2>/dev/null || :' EXIT INT TERM
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
        rmdir "$here/.venv-setup"
        trap - EXIT INT TERM
        return 0
    fi
    python=$(find_python) || fail \
        "Diogel needs Python 3.11 or newer. On Debian: apt install python3 python3-venv" \
        "Mae angen Python 3.11 neu'n fwy newydd ar Diogel. Ar Debian: apt install python3 python3-venv"
    printf '%s\n' \
        "Setting up Diogel; this happens once and takes about a minute." \
        "Yn paratoi Diogel; mae hyn yn digwydd unwaith ac yn cymryd tua munud." >&2
    make_environment "$python"
    install_lock "$lock" || fail \
        "The parts that Diogel needs could not be installed. Check the connection and try again." \
        "Ni ellid gosod y rhannau sydd eu hangen ar Diogel. Gwiriwch y cysylltiad a rhowch gynnig arall arni."
    printf '%s' "$wanted" >"$stamp"
    rmdir "$here/.venv-setup"
    trap - EXIT INT TERM
}
