#!/bin/sh
# Reads published reports with the independent readers:
#
#   check.sh TOOLS REPORT...
#
# TOOLS is the folder that install.sh filled; each REPORT is the folder of a
# run, such as published/latest: its workbooks and its csv/ are read. The Go
# test of the data package against the specification's JSON Schema wants
#
#   OGPTRACKER_DATAPACKAGE_SCHEMA=TOOLS/node_modules/datapackage/lib/profiles/tabular-data-package.json
set -eu

here=$(dirname "$0")
tools=${1:?usage: check.sh TOOLS REPORT...}
shift
for report in "$@"; do
	find "$report/" -name '*.xlsx' -print0 | sort -z | xargs -0 "$here/openpyxl_read.py"
	find "$report/" -name '*.xlsx' -print0 | sort -z | xargs -0 node "$here/openxml.mjs" "$tools"
	NODE_PATH="$tools/node_modules" node "$here/frictionless.js" "$report/csv"
	/usr/bin/python3 "$here/mycountry.py" "$report"
	node "$here/duckdb.mjs" "$tools" "$report"
	"$here/recipes.py" "$tools" "$report"
	node "$here/pages.mjs" "$tools" "$report"
done
