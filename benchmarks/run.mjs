// SPDX-License-Identifier: Apache-2.0
// Runs a Python program with Pyodide's own glue: node run.mjs PYODIDE_MJS SCRIPT [ARGUMENT...]
import fs from "node:fs";
const [pyodideModule, ...argv] = process.argv.slice(2);
const { loadPyodide } = await import(pyodideModule);
const pyodide = await loadPyodide();
pyodide.runPython(`import sys; sys.argv = ${JSON.stringify(argv)}`);
pyodide.runPython(fs.readFileSync(argv[0], "utf8"));
