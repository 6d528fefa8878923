#!/usr/bin/env bash
# Writes requirements.lock from pyproject.toml: every release and its hashes, for each Python and system at once.
# Usage: tools/lock.sh [--upgrade]
set -euo pipefail

.venv/bin/python -m pip --disable-pip-version-check -qq install 'uv>=0.9'
[ ! -f requirements.lock ] || cp requirements.lock requirements.lock.new # uv keeps the releases that still fit
UV_CUSTOM_COMPILE_COMMAND='make lock' .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --extra dev --extra postgres "$@" \
    pyproject.toml --output-file requirements.lock.new
if grep -n '://' requirements.lock.new; then
    echo "requirements.lock would name a host: nothing was changed" >&2
    rm -f requirements.lock.new
    exit 1
fi
mv requirements.lock.new requirements.lock
