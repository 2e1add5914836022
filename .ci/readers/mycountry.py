"""Sets the sheet My country to each member, lets LibreOffice compute it, and
holds what it says against the CSV files.

mycountry.py FOLDER: FOLDER holds ogp-report.xlsx and csv/.
"""

import csv
import pathlib
import subprocess
import sys
import tempfile

import openpyxl

FEW = 10


def table(folder, name):
    with open(folder / "csv" / f"{name}.csv", encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def expected(member, stage, completion, national):
    """The rows that the sheet must show: group, counts, rate, words."""
    groups = [
        ("action_plan", member["latest_plan_id"] or None),
        ("action_plan", member["previous_plan_id"] or None),
        ("member", member["member_id"]),
        ("region", member["region"]),
        ("member_type", national),
    ]
    rows = []
    for kind, group in groups:
        found = [r for r in completion if r["group_type"] == kind and r["group"] == group and r["stage"] == stage]
        row = found[0] if found else None
        counts = [int(row[c]) if row else 0 for c in ("commitments", "assessed", "completed", "substantial", "limited", "not_started")]
        high, assessed = counts[2] + counts[3], counts[1]
        if assessed == 0:
            rate = "None assessed"
        elif assessed < FEW:
            rate = f"{high} of {assessed}"
        else:
            rate = high / assessed
        of = f"{high:,} of {assessed:,}" if assessed else "None"
        words = f"{of} assessed; {counts[0] - assessed:,} left out" if counts[0] else "No commitment is known"
        rows.append(counts + [rate, words])
    return rows


def plans(member, completion, all_plans):
    """The rows of the member's plans, the newest first."""
    own = [p for p in all_plans if p["member_id"] == member["member_id"]][::-1][:8]
    rows = []
    for plan in own:
        row = next((r for r in completion if r["group_type"] == "action_plan" and r["group"] == plan["plan_id"] and r["stage"] == "end_of_term"), None)
        rows.append([plan["title"], int(row["commitments"]) if row else 0, int(row["assessed"]) if row else 0])
    return rows


def shown(sheet, first):
    """The five rows of figures under the header whose row is given."""
    return [[sheet.cell(row=first + 1 + i, column=c).value for c in range(3, 11)] for i in range(5)]


def same(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) < 1e-9
    return a == b


def main(folder):
    folder = pathlib.Path(folder)
    members, completion, all_plans = table(folder, "members"), table(folder, "completion"), table(folder, "action_plans")
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        names = {}
        for i, member in enumerate(members):
            book = openpyxl.load_workbook(folder / "ogp-report.xlsx")
            sheet = book["My country"]
            choice = book.defined_names["ChosenMember"] if hasattr(book.defined_names, "keys") else book.defined_names.get("ChosenMember")
            _, cell = choice.attr_text.rsplit("!", 1)
            sheet[cell.replace("$", "")].value = member["member"]
            names[f"m{i}.xlsx"] = member
            book.save(work / f"m{i}.xlsx")
        out = work / "out"
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "xlsx", "--outdir", str(out)] + [str(work / n) for n in names],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=420)
        wrong = 0
        for name, member in names.items():
            sheet = openpyxl.load_workbook(out / name, data_only=True)["My country"]
            headers = [r for r in range(1, sheet.max_row + 1) if sheet.cell(row=r, column=3).value == "Commitments"]
            got = [[sheet.cell(row=headers[1] + 1 + i, column=c).value for c in (2, 3, 4)] for i in range(8)]
            want = plans(member, completion, all_plans)
            want += [["-", "-", "-"]] * (8 - len(want))
            if got != want:
                wrong += 1
                print(f"{member['member']}: its plans read {got}, the CSV files have {want}")
            for first, stage in ((headers[0], "end_of_term"), (headers[2], "latest")):
                for got, want in zip(shown(sheet, first), expected(member, stage, completion, "National")):
                    if len(got) != len(want) or not all(same(a, b) for a, b in zip(got, want)):
                        wrong += 1
                        print(f"{member['member']}, {stage}: My country says {got}, the CSV files {want}")
        if wrong:
            return 1
        print(f"LibreOffice: My country is right for each of {len(members)} members")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
