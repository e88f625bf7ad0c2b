// SPDX-License-Identifier: Apache-2.0
// Runs one of binaryen's random modules and lists what can be observed. FuzzHost.java does the same in the same words.
import { createHash } from 'node:crypto';

const NUMBERS = {
    i32: [0, 1, -1, 2147483647, -2147483648, 65536, 42, -7],
    i64: [0n, 1n, -1n, 9223372036854775807n, -9223372036854775808n, 4294967296n, 42n, -7n],
    f32: [0, -0, 1.5, -1.5, Infinity, -Infinity, 10000000000, -7],
    f64: [0, -0, 1.5, -1.5, Infinity, -Infinity, 10000000000, -7],
};

// V8 does not tell some of the specification's traps apart.
const TRAPS = [
    [/unreachable/, 'unreachable'],
    [/divide by zero|remainder by zero/, 'integer divide by zero'],
    [/divide result unrepresentable|float unrepresentable/, 'integer overflow'],
    [/unaligned/, 'unaligned atomic'],
    [/^memory access out of bounds|data segment .*out of bounds/, 'out of bounds memory access'],
    [/table (index|or|access|element|segment).*out of bounds|table index is out of bounds|element segment .*out of bounds/, 'out of bounds table access'],
    [/null function|signature mismatch/, 'indirect call'],
    [/null/, 'null reference'],
    [/illegal cast/, 'cast failure'],
    [/array element access out of bounds/, 'out of bounds array access'],
    [/array is too large/, 'array too large'],
];

const scratch = new DataView(new ArrayBuffer(8));

function format(type, value) {
    switch (type) {
        case 'i32': return `i32:${value}`;
        case 'i64': return `i64:${value}`;
        case 'f32':
            scratch.setFloat32(0, value);
            return `f32:${Number.isNaN(value) ? 'nan' : scratch.getUint32(0).toString(16)}`;
        case 'f64':
            scratch.setFloat64(0, value);
            return `f64:${Number.isNaN(value) ? 'nan' : scratch.getBigUint64(0).toString(16)}`;
        default:
            return value === null ? 'null' : typeof value === 'function' ? 'func' : 'ref';
    }
}

/** What JavaScript can pass without knowing the module's types, and what it can receive. */
const canPass = type => type in NUMBERS || (/ref$|^\(ref null /.test(type) && !/exn/.test(type));
const canReceive = type => type !== 'v128' && !/exn/.test(type);
const isCallable = type => type.parameters.every(canPass) && type.results.every(canReceive);

class Exhausted extends Error {}

export function run(bytes) {
    const module = new WebAssembly.Module(bytes);
    const lines = [];
    let exports = {};
    let calls = 0;
    let exhausted = false;

    function invoke(f) {
        const type = f.type();
        const call = calls++;
        return [type, f(...type.parameters.map((one, i) => NUMBERS[one]?.[(call * 5 + i * 3) % 8] ?? null))];
    }

    function failure(error) {
        if (error instanceof RangeError && /call stack/.test(error.message)) {
            exhausted = true;
        }
        if (exhausted) {
            throw new Exhausted();
        }
        if (error instanceof WebAssembly.RuntimeError) {
            return 'trap ' + (TRAPS.find(([pattern]) => pattern.test(error.message))?.[1] ?? error.message);
        }
        return 'exception';
    }

    function caught(f) {
        try {
            invoke(f);
            return 0;
        } catch (error) {
            if (error instanceof Exhausted) {
                throw error;
            }
            failure(error);
            return 1;
        }
    }

    // While the start function runs there are no exports yet.
    const callables = () => WebAssembly.Module.exports(module).filter(one => one.name in exports).filter(one => one.kind === 'function' && isCallable(one.type))
        .map(one => exports[one.name]);
    const wasmTag = new WebAssembly.Tag({ parameters: ['i32'] });
    const fail = () => {
        throw new Error('host');
    };
    const callable = index => {
        const all = callables();
        return all.length === 0 ? fail() : all[(index >>> 0) % all.length];
    };
    const reference = f => f === null || !isCallable(f.type()) ? fail() : f;
    const host = {
        throw: which => {
            throw which === 0 ? new Error('host') : new WebAssembly.Exception(wasmTag, [which]);
        },
        'table-get': index => exports.table.get(index),
        'table-set': (index, value) => exports.table.set(index, value),
        'call-export': index => { invoke(callable(index)); },
        'call-export-catch': index => caught(callable(index)),
        'call-ref': f => { invoke(reference(f)); },
        'call-ref-catch': f => caught(reference(f)),
        sleep: (ms, id) => id,
        wasmtag: wasmTag,
        jstag: WebAssembly.JSTag,
    };

    const imports = {};
    for (const one of WebAssembly.Module.imports(module)) {
        const scope = imports[one.module] ??= {};
        if (one.name.startsWith('log-')) {
            const type = one.type.parameters[0];
            scope[one.name] = value => { lines.push(`log ${format(type, value)}`); };
        } else if (one.kind === 'global') {
            scope[one.name] = {};
        } else if (one.name in host) {
            scope[one.name] = host[one.name];
        } else {
            return [`skip import ${one.module}.${one.name}`];
        }
    }

    try {
        exports = new WebAssembly.Instance(module, imports).exports;
    } catch (error) {
        return [...lines, error instanceof WebAssembly.LinkError ? 'unlinkable' : 'start ' + failure(error)];
    }
    try {
        for (const one of WebAssembly.Module.exports(module)) {
            if (one.kind !== 'function' || !isCallable(one.type) || one.name === 'hangLimitInitializer') {
                continue;
            }
            exports.hangLimitInitializer?.();
            try {
                const [type, value] = invoke(exports[one.name]);
                const values = type.results.length === 0 ? [] : type.results.length === 1 ? [value] : [...value];
                lines.push(`call ${one.name} ${values.map((each, i) => format(type.results[i], each)).join(' ')}`.trimEnd());
            } catch (error) {
                lines.push(`call ${one.name} ${failure(error)}`);
            }
        }
    } catch (error) {
        if (!(error instanceof Exhausted)) {
            throw error;
        }
        return [...lines, 'exhausted'];
    }
    for (const one of WebAssembly.Module.exports(module)) {
        const value = exports[one.name];
        if (one.kind === 'global' && canReceive(one.type.value)) {
            lines.push(`global ${one.name} ${format(one.type.value, value.value)}`);
        } else if (one.kind === 'memory') {
            const hash = createHash('sha256').update(new Uint8Array(value.buffer)).digest('hex');
            lines.push(`memory ${one.name} ${value.buffer.byteLength} ${hash}`);
        }
    }
    return lines;
}
