// SPDX-License-Identifier: Apache-2.0
// Makes random modules with binaryen and says what they do on this Node; ci/fuzz.sh compares.
// Usage: node --experimental-wasm-type-reflection modules.mjs WASM_OPT FOLDER COUNT SEED
// Writes FOLDER/*.wasm and FOLDER/expected.txt, blocks of lines that begin with `= FILE run|valid|invalid`.
import { spawnSync } from 'node:child_process';
import { openSync, readFileSync, writeFileSync, writeSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './host.mjs';

const [wasmOpt, folder, count, seed] = process.argv.slice(2);

const CORE = ['sign-ext', 'mutable-globals', 'nontrapping-float-to-int', 'bulk-memory', 'bulk-memory-opt',
    'reference-types', 'multivalue', 'extended-const', 'call-indirect-overlong'];
// Feature sets take turns. V8 refuses modules that mix both kinds of exceptions: one or the other.
const PROFILES = [
    { features: [] },
    { features: ['simd'] },
    { features: ['exception-handling'] },
    { features: ['exception-handling', 'tail-call', 'simd'], passes: ['--translate-to-exnref'] },
    { features: ['gc', 'simd', 'tail-call'] },
    { features: ['memory64', 'multimemory', 'threads'] },
    { features: ['gc', 'exception-handling'], passes: ['--translate-to-exnref'] },
    { features: ['tail-call', 'simd'], passes: ['-O2'] },
];
// What binaryen of before 2023 lacks, or does in a way of its own: it leaves NaNs in vectors and knows another GC.
const MODERN = new Set(['bulk-memory-opt', 'call-indirect-overlong', 'simd', 'gc', 'multimemory']);
const isScript = readFileSync(wasmOpt).subarray(0, 4).toString('latin1') !== '\x7fELF';
const isModern = wasmOptimizer(['--help']).stdout.includes('--fuzz-against-js');

function wasmOptimizer(options, settings) {
    return isScript ? spawnSync(process.execPath, [wasmOpt, ...options], settings) : spawnSync(wasmOpt, options, settings);
}

const SIZES = [400, 1000, 2500, 6000];
const MUTANTS = 2;
const MAX_ATTEMPTS = 200;

/** xorshift32 over a mix of seed and index: the same modules on every machine. */
function random(...parts) {
    let state = parts.reduce((hash, part) => Math.imul(hash ^ part, 0x9E3779B1) + 0x7F4A7C15 | 0, 1) || 1;
    return () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return state >>> 0;
    };
}

function generate(index, attempt) {
    const next = random(Number(seed), index, attempt);
    const input = Buffer.alloc(SIZES[next() % SIZES.length]).map(() => next() >>> 24);
    const profile = PROFILES[index % PROFILES.length];
    const file = join(folder, 'input');
    const output = join(folder, 'output');
    writeFileSync(file, input);
    const environment = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'cache') };
    const passes = (profile.passes ?? []).filter(pass => isModern || pass !== '--translate-to-exnref');
    const features = [...CORE, ...profile.features].filter(feature => isModern || !MODERN.has(feature));
    const made = wasmOptimizer([file, '--translate-to-fuzz', ...(isModern ? ['--fuzz-against-js'] : []), '--denan', ...passes,
        ...features.map(feature => '--enable-' + feature), '-o', output], { env: environment });
    // The generator now and then makes what its own validator refuses.
    return made.status === 0 ? withMemory(readFileSync(output)) : null;
}

/** The module with its memory 0, if it defines one, exported as `memory`: what stands in it at the end is compared. */
function withMemory(bytes) {
    const memory = section(bytes, 5);
    const exports = section(bytes, 7);
    if (!memory || !exports || bytes.includes('\x06memory\x02')) {
        return bytes;
    }
    const count = leb(bytes, exports.start);
    const contents = Buffer.concat([toLeb(count.value + 1), bytes.subarray(count.end, exports.end),
        Buffer.from([6]), Buffer.from('memory'), Buffer.from([2, 0])]);
    return Buffer.concat([bytes.subarray(0, exports.header), Buffer.from([7]), toLeb(contents.length), contents, bytes.subarray(exports.end)]);
}

function section(bytes, id) {
    for (let header = 8; header < bytes.length;) {
        const size = leb(bytes, header + 1);
        const end = size.end + size.value;
        if (bytes[header] === id) {
            return { header, start: size.end, end };
        }
        header = end;
    }
    return null;
}

function leb(bytes, at) {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        value |= (byte & 0x7F) << shift;
        if (byte < 0x80) {
            return { value, end: at };
        }
    }
}

function toLeb(value) {
    const bytes = [];
    for (; value >= 0x80; value >>>= 7) {
        bytes.push(value & 0x7F | 0x80);
    }
    return Buffer.from([...bytes, value]);
}

function mutate(original, next) {
    let bytes = Buffer.from(original);
    for (let changes = 1 + next() % 3; changes > 0 && bytes.length > 8; changes--) {
        const at = 8 + next() % (bytes.length - 8);
        switch (next() % 6) {
            case 0: bytes[at] = next(); break;
            case 1: bytes[at] ^= 1 << next() % 8; break;
            case 2: bytes[at] = 0xFF; break;
            case 3: bytes[at] += next() % 3 - 1; break;
            case 4: bytes = bytes.subarray(0, at); break;
            default: bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at - 1)]);
        }
    }
    return bytes;
}

/** The reason why V8 refuses a module, or null. */
function refusal(bytes) {
    try {
        new WebAssembly.Module(bytes);
        return null;
    } catch (error) {
        return error.message.replace(/^WebAssembly\.Module\(\): /, '').replace(/\n/g, ' ');
    }
}

const expected = openSync(join(folder, 'expected.txt'), 'w');
for (let index = 0; index < count; index++) {
    let bytes = null;
    for (let attempt = 0; attempt < MAX_ATTEMPTS && (bytes === null || refusal(bytes) !== null); attempt++) {
        bytes = generate(index, attempt);
    }
    if (bytes === null || refusal(bytes) !== null) {
        throw new Error(`no valid module ${index} of seed ${seed} in ${MAX_ATTEMPTS} attempts`);
    }
    const name = String(index).padStart(5, '0');
    writeFileSync(join(folder, name + '.wasm'), bytes);
    writeSync(expected, `= ${name}.wasm run\n${run(bytes).map(line => line + '\n').join('')}`);
    const next = random(Number(seed), index, -1);
    for (let mutant = 0; mutant < MUTANTS; mutant++) {
        const broken = mutate(bytes, next);
        const file = `${name}-${mutant}.wasm`;
        writeFileSync(join(folder, file), broken);
        const reason = refusal(broken);
        writeSync(expected, `= ${file} ${reason === null ? 'valid' : 'invalid ' + reason}\n`);
    }
    if ((index + 1) % 100 === 0) {
        console.log(`${index + 1} modules made and run on Node ${process.version}`);
    }
}
rmSync(join(folder, 'input'), { force: true });
rmSync(join(folder, 'output'), { force: true });
rmSync(join(folder, 'cache'), { force: true, recursive: true });
