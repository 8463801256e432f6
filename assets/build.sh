#!/bin/sh
# Rebuilds alongside/web/static/alongside/ from these sources. Needs Node 20 or later and npm; running the product needs neither.
set -eu
cd "$(dirname "$0")"
command -v npm >/dev/null || { echo "Rebuilding the style sheet needs Node and npm. Running Alongside does not." >&2; exit 1; }
# No lock file: it would record addresses of package registries. The versions in package.json are exact.
npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error
node build.mjs
