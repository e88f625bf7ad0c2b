// SPDX-License-Identifier: Apache-2.0
// PostgreSQL under Node: node ci/pglite.mjs PGLITE_FOLDER WORK_FOLDER QUERIES
// Unpacks PGlite's installation and its extensions to WORK_FOLDER/pglite, makes a database in WORK_FOLDER/data, runs the
// queries (one per paragraph, each with one column of text) in another, and prints the values as `--single` would.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, work, queries] = process.argv.slice(2).map((name) => path.resolve(name));
const dist = path.join(folder, "dist");
const root = path.join(work, "pglite");

// The table that Emscripten's file packager has left in the glue.
const bundle = fs.readFileSync(path.join(dist, "pglite.data"));
const glue = fs.readFileSync(path.join(dist, "pglite.js"), "utf8");
for (const [, name, start, end] of glue.matchAll(/\{filename:"([^"]+)",start:([\de]+),end:([\de]+)/g)) {
  if (name.startsWith("/pglite/")) {
    const file = path.join(work, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, bundle.subarray(Number(start), Number(end)));
  }
}
for (const name of fs.readdirSync(path.join(root, "bin"))) {
  fs.chmodSync(path.join(root, "bin", name), 0o755);
}
const archives = fs.readdirSync(dist).filter((name) => name.endsWith(".tar.gz"));
for (const name of archives) {
  execFileSync("tar", ["xzf", path.join(dist, name), "-C", root]);
}

const { PGlite } = await import(pathToFileURL(path.join(dist, "index.js")));
await (await PGlite.create(path.join(work, "data"))).close();
fs.rmSync(path.join(work, "data", "postmaster.pid"), { force: true });

// PGlite would load the libraries of all extensions at once, in the order in which their compilations happen to end; on a
// busy machine pgcrypto was then seen without its ciphers. As plain files PostgreSQL loads them, in the order of the queries.
const asFile = (fs) => (folder, file, content, canRead, canWrite, done) => {
  fs.writeFile(`${folder}/${file}`, content);
  done();
};
const plainFiles = (module) => {
  module.FS.createPreloadedFile = asFile(module.FS);
};
const extensions = {};
for (const name of archives.map((archive) => archive.replace(".tar.gz", ""))) {
  extensions[name] = {
    name,
    setup: async (_, options) => ({
      emscriptenOpts: { ...options, preRun: [...(options.preRun ?? []).filter((step) => step !== plainFiles), plainFiles] },
      bundlePath: pathToFileURL(path.join(dist, name + ".tar.gz")),
    }),
  };
}
const database = await PGlite.create({ extensions });
for (const query of fs.readFileSync(queries, "utf8").split(/;\n\n/)) {
  if (!query.trim()) {
    continue;
  }
  try {
    for (const row of (await database.query(query)).rows) {
      console.log(Object.entries(row).map(([name, value]) => `${name} = "${value}"`).join("\n"));
    }
  } catch (error) {
    console.log(`ERROR:  ${error.message}`);
  }
}
await database.close();
