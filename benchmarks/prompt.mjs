// SPDX-License-Identifier: Apache-2.0
// A prompt of Pyodide in a terminal, which its package has for browsers only: node prompt.mjs PYODIDE_MJS
import { createInterface } from "node:readline";
const { loadPyodide } = await import(process.argv[2]);
const pyodide = await loadPyodide();
const python = pyodide.runPython("import code; code.InteractiveConsole()");
const terminal = createInterface({ input: process.stdin, output: process.stdout });
terminal.on("line", (line) => {
  terminal.setPrompt(python.push(line) ? "... " : ">>> ");
  terminal.prompt();
});
terminal.prompt();
