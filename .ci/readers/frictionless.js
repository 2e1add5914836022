// Reads published data packages with Frictionless' own JavaScript libraries
// (npm: datapackage and tableschema), which share no code with OGP Tracker.
//
//   node frictionless.js FOLDER...      each holds datapackage.json
//
// Checked: the descriptor against the specification's JSON Schema; size and
// SHA-256 of each file; the byte order mark where one is announced; CR LF at
// the end of every record; every row against its Table Schema (types,
// constraints, keys, foreign keys), with no cell too many or too few; and
// that no text begins like a formula. One line a table, exit code 1 if
// anything does not fit.
//
// The libraries are looked for below NODE_PATH (see install.sh).
'use strict'

const crypto = require('crypto')
const fs = require('fs')
const path = require('path')
const datapackage = require('datapackage')
const tableschema = require('tableschema')

// The library adds a listener for each row it is waited for.
require('events').defaultMaxListeners = 0

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

function version(name) {
  const entry = require.resolve(name)
  const root = entry.slice(0, entry.lastIndexOf(path.join('node_modules', name)) + path.join('node_modules', name).length)
  return `${name} ${JSON.parse(fs.readFileSync(path.join(root, 'package.json'))).version}`
}

// loadTable opens a file with the strictest settings of the library's CSV
// parser; by default it trims cells and takes rows of any length.
function loadTable(file, resource) {
  return tableschema.Table.load(file, {
    schema: resource.schema,
    strict: true,
    delimiter: resource.dialect.delimiter,
    quote: resource.dialect.quoteChar,
    bom: resource.byteOrderMark === true,
    ltrim: false,
    relax_column_count: false,
  })
}

function checkBytes(bytes, resource, complain) {
  if (bytes.length !== resource.bytes) complain(`${bytes.length} bytes, the package says ${resource.bytes}`)
  const sum = 'sha256:' + crypto.createHash('sha256').update(bytes).digest('hex')
  if (sum !== resource.hash) complain(`${sum}, the package says ${resource.hash}`)
  const marked = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)
  if (marked !== resource.byteOrderMark) complain(`byte order mark: ${marked}, the package says ${resource.byteOrderMark}`)
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  if (!text.endsWith('\r\n')) complain('the last record does not end with CR LF')
  const unquoted = text.replace(/"(?:[^"]|"")*"/g, '""')
  if (/(^|[^\r])\n|\r(?!\n)/.test(unquoted)) complain('a record does not end with CR LF')
}

// errorsOf unfolds a library error, which may hold one for each cell.
function errorsOf(error) {
  const inner = error.errors && error.errors.length ? error.errors : [error]
  return inner.map((e) => `row ${e.rowNumber || error.rowNumber || '?'}, column ${e.columnNumber || '?'}: ${e.message}`)
}

async function readRows(file, resource, complain) {
  const table = await loadTable(file, resource)
  const rows = []
  let seen = 0
  for await (const row of await table.iter({ keyed: true, forceCast: true })) {
    seen += 1
    if (row instanceof Error) errorsOf(row).forEach(complain)
    else rows.push(row)
  }
  const names = resource.schema.fields.map((f) => f.name)
  if (seen > 0 && JSON.stringify(table.headers) !== JSON.stringify(names)) {
    complain(`the header is ${table.headers}, the schema says ${names}`)
  }
  if (seen !== resource.rows) complain(`${seen} rows, the package says ${resource.rows}`)
  return rows
}

function checkFormulas(rows, resource, complain) {
  const texts = resource.schema.fields.filter((f) => f.type === 'string').map((f) => f.name)
  rows.forEach((row, i) => {
    for (const name of texts) {
      if (/^[=+\-@\t\r\n]/.test(row[name] || '')) complain(`row ${i + 2}, column ${name}: begins like a formula`)
    }
  })
}

function checkForeignKeys(tables, resource, complain) {
  for (const key of resource.schema.foreignKeys || []) {
    const target = tables.get(key.reference.resource || resource.name)
    if (!target) {
      complain(`foreign key to ${key.reference.resource}, which is not in the package`)
      continue
    }
    const known = new Set(target.map((row) => JSON.stringify(key.reference.fields.map((f) => row[f]))))
    tables.get(resource.name).forEach((row, i) => {
      const value = key.fields.map((f) => row[f])
      if (value.every((v) => v === null)) return
      if (!known.has(JSON.stringify(value))) complain(`row ${i + 2}: ${key.fields} ${value} is not in ${key.reference.resource || resource.name}`)
    })
  }
}

// readPlainly reads a file as somebody does who knows no option of the library.
async function readPlainly(file, resource, complain) {
  const table = await tableschema.Table.load(file, { schema: resource.schema })
  const rows = await table.read()
  if (rows.length !== resource.rows) complain(`${rows.length} rows without an option, the package says ${resource.rows}`)
}

async function checkPackage(folder) {
  let faults = 0
  const descriptor = JSON.parse(fs.readFileSync(path.join(folder, 'datapackage.json'), 'utf8'))
  const { valid, errors } = await datapackage.validate(descriptor)
  if (!valid) {
    for (const e of errors) console.log(`${folder}: datapackage.json: ${e.message || e}`)
    faults += errors.length || 1
  }
  const tables = new Map()
  const complainAbout = (resource) => (message) => {
    faults += 1
    console.log(`${folder}: ${resource.path}: ${message}`)
  }
  for (const resource of descriptor.resources) {
    const file = path.join(folder, resource.path)
    const complain = complainAbout(resource)
    checkBytes(fs.readFileSync(file), resource, complain)
    const rows = await readRows(file, resource, complain).catch((error) => {
      errorsOf(error).forEach(complain)
      return []
    })
    if (!resource.byteOrderMark) await readPlainly(file, resource, complain).catch((error) => errorsOf(error).forEach(complain))
    checkFormulas(rows, resource, complain)
    tables.set(resource.name, rows)
    console.log(`${resource.path}: ${rows.length} rows, ${resource.schema.fields.length} columns`)
  }
  for (const resource of descriptor.resources) checkForeignKeys(tables, resource, complainAbout(resource))
  return faults
}

async function main() {
  const folders = process.argv.slice(2)
  if (folders.length === 0) {
    console.error('usage: node frictionless.js FOLDER...')
    process.exit(2)
  }
  console.log(`read by ${version('datapackage')}, ${version('tableschema')}, node ${process.version}`)
  let faults = 0
  for (const folder of folders) faults += await checkPackage(folder)
  console.log(faults === 0 ? 'the package and every row are valid' : `${faults} faults`)
  process.exit(faults === 0 ? 0 : 1)
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
