#!/usr/bin/env bash
# Builds the last commit in two folders of different depth and compares bundles, the typed client and templates byte by byte. `npm run reproducible`.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for folder in one another/one/deeper; do
  echo "Building in a folder of $(tr -cd / <<<"$folder" | wc -c) more levels ..."
  git clone --quiet . "$scratch/$folder"
  (
    cd "$scratch/$folder"
    npm ci --prefer-offline --no-audit --no-fund --silent
    node_modules/.bin/tsx --tsconfig test/tsconfig.json scripts/bundle.ts
    node_modules/.bin/tsx --tsconfig test/tsconfig.json scripts/client.ts
    CDK_OUTDIR=$PWD/examples/minimal/cdk.out CDK_VALIDATION=false node_modules/.bin/tsx --tsconfig test/tsconfig.json examples/minimal/app.ts
  )
done

diff -r "$scratch/one/assets" "$scratch/another/one/deeper/assets"
for file in runtime snapshot; do
  diff "$scratch/one/$file.js" "$scratch/another/one/deeper/$file.js"
done
diff -r "$scratch/one/client" "$scratch/another/one/deeper/client"
for file in "$scratch"/one/examples/minimal/cdk.out/*.template.json "$scratch"/one/examples/minimal/cdk.out/*.assets.json; do
  diff "$file" "$scratch/another/one/deeper/examples/minimal/cdk.out/$(basename "$file")"
done
echo "Identical: $(ls "$scratch/one/assets" | wc -l) bundles, the template, and $(grep -o 'asset\.[0-9a-f]*' -h "$scratch"/one/examples/minimal/cdk.out/*.assets.json | sort -u | wc -l) asset hashes"
