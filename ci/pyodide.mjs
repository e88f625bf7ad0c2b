// SPDX-License-Identifier: Apache-2.0
// What Node and Pyodide's own glue make of a Python script: node ci/pyodide.mjs PYODIDE_FOLDER MODULES_FOLDER SCRIPT
// MODULES_FOLDER is mounted and put first on sys.path. An uncaught exception exits with 1.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [distribution, modules, script] = process.argv.slice(2).map((name) => path.resolve(name));
const { loadPyodide } = await import(pathToFileURL(path.join(distribution, "pyodide.mjs")));
const pyodide = await loadPyodide({
  indexURL: distribution + path.sep,
  stdout: (line) => console.log(line),
  stderr: (line) => console.error(line),
});
pyodide.FS.mkdirTree(modules);
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: modules }, modules);
pyodide.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(modules)}); sys.argv = [${JSON.stringify(script)}]`);
try {
  pyodide.runPython(fs.readFileSync(script, "utf8"), { filename: script });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
