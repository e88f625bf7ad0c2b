// SPDX-License-Identifier: Apache-2.0
// What ContextsMain measures first, with Pyodide's own glue: three interpreters of one process, seconds until each has
// printed. node contexts.mjs PYODIDE_MJS
const { loadPyodide } = await import(process.argv[2]);
const interpreters = [];
for (let number = 1; number <= 3; number++) {
  const start = performance.now();
  const pyodide = await loadPyodide({ stdout: () => {} });
  pyodide.runPython("print(sum(i * i for i in range(20000)))");
  console.log(`context ${number} ${((performance.now() - start) / 1e3).toFixed(3)}`);
  interpreters.push(pyodide);
}
