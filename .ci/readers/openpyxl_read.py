#!/usr/bin/python3
"""Reads workbooks with openpyxl, which shares no code with OGP Tracker.

    openpyxl_read.py FILE...

For each workbook: every sheet, table, link and chart that the package holds
must be seen by openpyxl, every formula must have a cached value, every header
cell of a table must be its column's name, and nothing that people look at may
be dropped on reading. A reader that streams must see as many rows and cells
as one that loads the sheet whole. One line a workbook, one more for each fault; exit code
1 if there is any.
"""

import re
import sys
import warnings
import zipfile

import openpyxl

# What openpyxl leaves out when it would save the file again, and nobody
# misses in a check: drawings inside cells are not its business.
HARMLESS = ("Unknown extension is not supported", "Workbook contains no default style")


def package_counts(path):
    """Counts the parts and links of the package from its own bytes."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        sheets = [n for n in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", n)]
        links = sum(len(re.findall(rb"<hyperlink\s", package.read(n))) for n in sheets)
        return {
            "sheets": len(sheets),
            "tables": sum(bool(re.fullmatch(r"xl/tables/[^/]+\.xml", n)) for n in names),
            "charts": sum(bool(re.fullmatch(r"xl/charts/chart[^/]*\.xml", n)) for n in names),
            "links": links,
        }


def table_faults(sheet):
    for table in sheet.tables.values():
        cells = sheet[table.ref]
        header = ["" if c.value is None else str(c.value) for c in cells[0]]
        columns = [c.name for c in table.tableColumns]
        if header != columns:
            yield f"sheet {sheet.title}: the header of table {table.name} is {header}, its columns are {columns}"
        if len(cells) < 2:
            yield f"sheet {sheet.title}: table {table.name} has no row"


def streamed_faults(path, book):
    """Reads the workbook row by row, and compares with the whole one."""
    stream = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        rows = cells = 0
        for row in stream[sheet.title].iter_rows():
            held = [c for c in row if c.value is not None]
            cells += len(held)
            rows += 1 if held else 0
        whole = [[c for c in row if c.value is not None] for row in sheet.iter_rows()]
        want = (sum(1 for row in whole if row), sum(len(row) for row in whole))
        if (rows, cells) != want:
            yield f"sheet {sheet.title}: read row by row it has {rows} rows and {cells} cells, read whole {want[0]} and {want[1]}"
    stream.close()


def read(path):
    """Returns what openpyxl sees in a workbook, and its faults."""
    faults = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        book = openpyxl.load_workbook(path)
    for message in sorted({str(w.message) for w in caught}):
        if not message.startswith(HARMLESS):
            faults.append(f"dropped on reading: {message}")

    seen = {"sheets": len(book.worksheets), "tables": 0, "charts": 0, "links": 0}
    cells = formulas = 0
    for sheet in book.worksheets:
        seen["tables"] += len(sheet.tables)
        seen["charts"] += len(sheet._charts)
        links = set()
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    cells += 1
                if cell.hyperlink is not None:
                    links.add(cell.hyperlink.ref)
                if cell.data_type == "f":
                    formulas += 1
        seen["links"] += len(links)
        faults.extend(table_faults(sheet))

    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            # A formula may come to a text of no letter; then its value is there, and empty.
            bare = len(re.findall(rb"</f></c>", package.read(name))) if name.startswith("xl/worksheets/sheet") else 0
            if bare:
                faults.append(f"{name}: {bare} formulas without a cached value")
    faults.extend(streamed_faults(path, book))
    held = package_counts(path)
    for what, count in held.items():
        if seen[what] != count:
            faults.append(f"{count} {what} in the package, openpyxl sees {seen[what]}")
    return {**seen, "link formulas and other formulas": formulas, "cells": cells}, faults


def main(paths):
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    print(f"read by openpyxl {openpyxl.__version__}, Python {sys.version.split()[0]}")
    total = 0
    for path in paths:
        try:
            seen, faults = read(path)
        except Exception as error:  # any failure to open is the finding
            seen, faults = {}, [f"cannot be read: {type(error).__name__}: {error}"]
        print(f"{path}: " + ", ".join(f"{count} {what}" for what, count in seen.items()))
        for fault in faults:
            print(f"{path}: {fault}")
        total += len(faults)
    print("every workbook is read whole" if total == 0 else f"{total} faults")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
