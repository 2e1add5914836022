#!/usr/bin/env bash
# Makes the pictures of docs/pictures from the demo's workbooks, as LibreOffice
# draws them. Needs soffice, pdftotext, pdftoppm and convert (ImageMagick).
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go run ./cmd/ogptracker demo --dir "$work/demo" >/dev/null 2>&1
latest="$work/demo/published/latest"
soffice "-env:UserInstallation=file://$work/office" --headless --convert-to pdf --outdir "$work" \
  "$latest/ogp-report.xlsx" "$latest/members/estonia.xlsx" >/dev/null 2>&1

# page PDF SHEET: the number of the first page whose footer names the sheet.
page() {
  local pages n
  pages=$(pdfinfo "$1" | awk '/^Pages/ {print $2}')
  for ((n = 1; n <= pages; n++)); do
    if pdftotext -layout -f "$n" -l "$n" "$1" - | grep -Eq "^ *$2 +Page [0-9]+ of "; then
      echo "$n"
      return
    fi
  done
  echo "no page of sheet $2 in $1" >&2
  return 1
}

# picture PDF SHEET NAME [PAGES FURTHER ON]
picture() {
  local n
  n=$(($(page "$1" "$2") + ${4:-0}))
  pdftoppm -r 130 -f "$n" -l "$n" -singlefile -png "$1" "$work/$3"
  convert "$work/$3.png" -trim -bordercolor white -border 16 -resize '1600x1600>' -colors 64 -strip "docs/pictures/$3.png"
}

mkdir -p docs/pictures
main="$work/ogp-report.pdf"
picture "$main" Cover cover
picture "$main" Summary summary-stages
picture "$main" Summary summary-cycles 2
picture "$main" "My country" my-country
picture "$main" "Needs attention" needs-attention
picture "$main" "What changed" what-changed
picture "$main" Commitments commitments
picture "$work/estonia.pdf" Brief brief
