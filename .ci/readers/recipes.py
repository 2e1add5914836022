#!/usr/bin/python3
"""Runs the recipes of docs/data-dictionary.md, and reads every table with
sqlite3 and csvkit:

    recipes.py TOOLS REPORT

TOOLS is the folder that install.sh filled, REPORT the folder of a run. Each
recipe must name the members that completion.csv has for its question, in that
order. Exit code 1 if anything is wrong. Power BI and Datasette cannot be had on
a bare Debian machine; their recipes are not run.
"""

import csv
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DICTIONARY = os.path.join(HERE, "..", "..", "docs", "data-dictionary.md")
PYTHON = "/usr/bin/python3"  # Debian's, which has the libraries


def recipe(tool):
    """The block of code below a tool's name."""
    with open(DICTIONARY, encoding="utf-8") as f:
        text = f.read().split("## Recipes", 1)[1]
    return re.search(r"^" + tool + r"\b.*?:\n\n```\w+\n(.*?)\n```", text, re.S | re.M).group(1)


def output(command, stdin=None):
    done = subprocess.run(command, input=stdin, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: recipes.py TOOLS REPORT")
    tools = os.path.abspath(sys.argv[1])
    os.chdir(sys.argv[2])
    faults = []
    with open("csv/completion.csv", encoding="utf-8", newline="") as f:
        rows = [r for r in csv.DictReader(f) if r["group_type"] == "member" and r["stage"] == "latest" and int(r["assessed"]) >= 10]
    members = sorted(r["group_label"] for r in rows)
    duckdb = ["node", os.path.join(HERE, "duckdb.mjs"), tools, "."]
    answers = {
        "pandas": output([PYTHON, "-"], recipe("pandas")),
        "R": output(["Rscript", "-e", "options(width = 200)", "-e", recipe("R")]),
        "DuckDB": output(duckdb + [recipe("DuckDB")]),
        "SQLite": output(["sqlite3", "-readonly", "ogptracker.sqlite"], recipe("SQLite")),
        "csvkit": output(["sh", "-c", recipe("csvkit")]),
    }
    for tool, said in answers.items():
        found = [m for _, m in sorted((said.find(m), m) for m in members) if m in said]
        if found != members or "High completion" not in said and tool != "R":
            faults.append(f"the recipe for {tool} names {found}, not {members}:\n{said}")
    with open("csv/datapackage.json", encoding="utf-8") as f:
        tables = json.load(f)["resources"]
    for t in tables:
        path, name, rows = "csv/" + t["path"], t["name"], t["rows"]
        if (said := output(["sqlite3", "-readonly", "ogptracker.sqlite", f'SELECT count(*) FROM "{name}"']).strip()) != str(rows):
            faults.append(f"sqlite3: {name} has {said} rows, the package says {rows}")
        if (said := output(["csvstat", "--count", path]).strip().removeprefix("Row count: ")) != str(rows):
            faults.append(f"csvkit: {path} has {said} rows, the package says {rows}")
        if (said := output(["csvclean", "-n", path]).strip()) != "No errors.":
            faults.append(f"csvkit: {path}: {said}")
    for pragma, want in (("integrity_check", "ok"), ("foreign_key_check", "")):
        if (said := output(["sqlite3", "-readonly", "ogptracker.sqlite", f"PRAGMA {pragma}"]).strip()) != want:
            faults.append(f"sqlite3: {pragma}: {said}")
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(1)
    print(f"{len(answers)} recipes name {len(members)} members; sqlite3 and csvkit read {len(tables)} tables")


main()
