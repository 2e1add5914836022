#!/usr/bin/env bash
# Makes the pictures of docs/pictures from the demo's workbooks, as LibreOffice
# draws them: sheets on a screen of 1920 x 1080 at 100 %, Brief and charts on
# paper. Needs soffice, pdftotext, pdftoppm, convert and import (ImageMagick),
# Xvfb and xdotool.
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

# screen WORKBOOK NAME... shows a workbook on a screen of its own and takes a
# picture of each sheet in turn; - passes one over.
screen() {
  local book=$1 window name
  shift
  coproc XVFB { exec Xvfb -displayfd 1 -screen 0 1920x1080x24 2>/dev/null; }
  read -r -u "${XVFB[0]}" DISPLAY
  export DISPLAY=":$DISPLAY"
  soffice "-env:UserInstallation=file://$work/office" --nologo --norestore --nofirststartwizard "$book" >/dev/null 2>&1 &
  window=$(timeout 60 xdotool search --sync --onlyvisible --name "$(basename "$book")" | tail -1)
  xdotool windowmove "$window" 0 0 windowsize "$window" 1920 1080 windowfocus "$window"
  sleep 3 # until it is drawn
  for name in "$@"; do
    if [ "$name" != - ]; then
      sleep 1
      import -window root "$work/$name.png"
      convert "$work/$name.png" -crop 1874x1000+0+78 +repage -colors 64 -strip "docs/pictures/$name.png"
    fi
    xdotool key ctrl+Next
  done
  kill "$XVFB_PID"
  wait
}

mkdir -p docs/pictures
main="$work/ogp-report.pdf"
picture "$main" Summary summary-stages
picture "$main" Summary summary-cycles 2
picture "$work/estonia.pdf" Brief brief
screen "$latest/ogp-report.xlsx" cover - my-country needs-attention what-changed - - commitments

# The web pages, where the readers are installed: TOOLS is their folder.
if [ -n "${TOOLS:-}" ]; then
  mkdir "$work/web"
  node .ci/readers/pages.mjs "$TOOLS" "$latest" "$work/web"
  for name in web-index-1280 web-index-390 web-estonia-1280 web-estonia-390 web-index-1280-dark web-estonia-390-dark; do
    convert "$work/web/$name.png" -colors 64 -strip "docs/pictures/$name.png"
  done
fi
