// Reads the tables of a report with DuckDB:
//
//   duckdb.mjs TOOLS REPORT [SQL]
//
// TOOLS is the folder that install.sh filled, REPORT the folder of a run.
// Every table is read without an option but those of the data dictionary: its
// rows, its columns and the type of each numeric one are those of the data
// package, and no value is missing that the package calls required. With SQL,
// the answer is printed instead, in CSV.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const [tools, report, sql] = process.argv.slice(2);
if (!report) {
  console.error("usage: duckdb.mjs TOOLS REPORT [SQL]");
  process.exit(2);
}
const require = createRequire(resolve(tools, "node_modules/x.js"));
const { DuckDBInstance } = require("@duckdb/node-api");
process.chdir(report);
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const rows = async (query) => (await connection.runAndReadAll(query)).getRowObjects();
if (sql) {
  for (const r of await rows(sql)) console.log(Object.values(r).join(","));
  process.exit(0);
}

let faults = 0;
const fault = (text) => {
  faults++;
  console.log(`DuckDB: ${text}`);
};
const fits = { integer: ["BIGINT"], year: ["BIGINT"], number: ["DOUBLE", "BIGINT"], boolean: ["BOOLEAN"], date: ["DATE"], datetime: ["TIMESTAMP", "TIMESTAMP WITH TIME ZONE"] };
const { resources } = JSON.parse(readFileSync("csv/datapackage.json", "utf8"));
for (const r of resources) {
  const from = `read_csv('csv/${r.path}', header = true, nullstr = '', allow_quoted_nulls = false)`;
  const [{ n }] = await rows(`SELECT count(*) AS n FROM ${from}`);
  if (Number(n) !== r.rows) fault(`${r.path}: ${n} rows, the package says ${r.rows}`);
  const columns = await rows(`DESCRIBE SELECT * FROM ${from}`);
  const names = r.schema.fields.map((f) => f.name);
  if (columns.map((c) => c.column_name).join() !== names.join()) fault(`${r.path}: columns ${columns.map((c) => c.column_name)}`);
  for (const [i, f] of r.schema.fields.entries()) {
    const column = `"${f.name}"`;
    const [{ known, empty }] = await rows(`SELECT count(${column}) AS known, count(*) - count(${column}) AS empty FROM ${from}`);
    if (f.constraints?.required && empty > 0n) fault(`${r.path}: ${f.name}: ${empty} texts are missing`);
    if (fits[f.type] && known > 0n && !fits[f.type].includes(columns[i].column_type)) fault(`${r.path}: ${f.name} is ${columns[i].column_type}, not ${f.type}`);
  }
}
console.log(faults === 0 ? `DuckDB: ${resources.length} tables read` : `DuckDB: ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
