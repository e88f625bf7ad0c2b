// SPDX-License-Identifier: Apache-2.0
// Runs files.py with Pyodide's own glue: node files.mjs PYODIDE_MJS FILES_PY NAME FOLDER; the folder is mounted by NODEFS.
import fs from "node:fs";
const [pyodideModule, script, name, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pyodideModule);
const pyodide = await loadPyodide();
pyodide.FS.mkdirTree(folder);
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, folder);
pyodide.runPython(`import sys; sys.argv = ${JSON.stringify([script, name, folder])}`);
pyodide.runPython(fs.readFileSync(script, "utf8"));
