#!/usr/bin/env bash
# Makes .venv and installs what requirements.lock names, then collector itself. Says what is missing, if anything.
# Usage: tools/install.sh STAMP   (the file that tells make it is done; it holds the folder it was done in)
set -euo pipefail
stamp=$1

fit() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    local name
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
        if fit "$name"; then
            echo "$name"
            return
        fi
    done
    echo "No Python 3.11 or newer was found${PYTHON:+ at $PYTHON}. Install one, or name it: make PYTHON=/path/to/python3.11" >&2
    return 1
}

if [ -f "$stamp" ] && [ "$(cat "$stamp")" != "$PWD" ]; then
    rm -rf .venv # made in another folder: its programs would start there
fi
if ! fit .venv/bin/python; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version) (a minute, once)" >&2
    if ! "$python" -m venv --clear .venv; then
        rm -rf .venv
        echo "Python cannot make a virtual environment here. On Debian and Ubuntu: apt-get install python3-venv" >&2
        exit 1
    fi
fi

pip() { .venv/bin/python -m pip --disable-pip-version-check -qq "$@"; }

rm -f "$stamp"
echo "Installing from requirements.lock" >&2
pip install --require-hashes -r requirements.lock
pip install --no-deps --no-build-isolation -e .
printf '%s\n' "$PWD" >"$stamp"
