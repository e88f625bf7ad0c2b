// SPDX-License-Identifier: Apache-2.0
// What JavaScript in libraries (EM_JS, EM_ASM) finds around it: the part of Emscripten's runtime that serves memory,
// strings and exports. Gives a function that makes functions of source text.
(function (program) {
    const views = {
        HEAP8: Int8Array, HEAPU8: Uint8Array, HEAP16: Int16Array, HEAPU16: Uint16Array, HEAP32: Int32Array,
        HEAPU32: Uint32Array, HEAPF32: Float32Array, HEAPF64: Float64Array, HEAP64: BigInt64Array, HEAPU64: BigUint64Array,
    };
    const byType = {
        i1: 'HEAP8', i8: 'HEAP8', u8: 'HEAPU8', i16: 'HEAP16', u16: 'HEAPU16', i32: 'HEAP32', u32: 'HEAPU32', i64: 'HEAP64',
        u64: 'HEAPU64', float: 'HEAPF32', double: 'HEAPF64', '*': 'HEAPU32',
    };
    // Made anew each time: the memory may have grown.
    const view = (name) => new views[name](program.memory);

    function utf8(text) {
        const bytes = [];
        for (const character of String(text)) {
            const code = character.codePointAt(0);
            if (code < 0x80) {
                bytes.push(code);
            } else if (code < 0x800) {
                bytes.push(0xc0 | code >> 6, 0x80 | code & 63);
            } else if (code < 0x10000) {
                bytes.push(0xe0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63);
            } else {
                bytes.push(0xf0 | code >> 18, 0x80 | code >> 12 & 63, 0x80 | code >> 6 & 63, 0x80 | code & 63);
            }
        }
        return bytes;
    }

    function decode(bytes, start, end) {
        let text = '';
        for (let at = start; at < end;) {
            const first = bytes[at++];
            const more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
            let code = more === 0 ? first : first & 0x3f >> more;
            for (let i = 0; i < more && at < end; i++) {
                code = code << 6 | bytes[at++] & 63;
            }
            text += first >= 0x80 && more === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
        }
        return text;
    }

    const runtime = {
        out: (...values) => print(...values),
        err: (...values) => printErr(...values),
        UTF8ToString(address, limit) {
            const bytes = view('HEAPU8');
            const start = address >>> 0;
            let end = start;
            while (end < bytes.length && (limit === undefined || end < start + limit) && bytes[end] !== 0) {
                end++;
            }
            return start === 0 ? '' : decode(bytes, start, end);
        },
        lengthBytesUTF8: (text) => utf8(text).length,
        stringToUTF8(text, address, size) {
            if (!(size > 0)) {
                return 0;
            }
            const bytes = utf8(text);
            let length = Math.min(bytes.length, size - 1);
            // No part of a character.
            while (length < bytes.length && length > 0 && (bytes[length] & 0xc0) === 0x80) {
                length--;
            }
            const heap = view('HEAPU8');
            for (let i = 0; i < length; i++) {
                heap[(address >>> 0) + i] = bytes[i];
            }
            heap[(address >>> 0) + length] = 0;
            return length;
        },
        stringToNewUTF8(text) {
            const size = runtime.lengthBytesUTF8(text) + 1;
            const address = program.malloc(size);
            if (address) {
                runtime.stringToUTF8(text, address, size);
            }
            return address;
        },
        AsciiToString(address) {
            return runtime.UTF8ToString(address);
        },
        getValue(address, type = 'i8') {
            const heap = view(byType[type.endsWith('*') ? '*' : type]);
            return heap[(address >>> 0) / heap.BYTES_PER_ELEMENT];
        },
        setValue(address, value, type = 'i8') {
            const heap = view(byType[type.endsWith('*') ? '*' : type]);
            heap[(address >>> 0) / heap.BYTES_PER_ELEMENT] = heap instanceof BigInt64Array || heap instanceof BigUint64Array ? BigInt(value) : value;
        },
        getWasmTableEntry: (index) => program.__indirect_function_table[index],
    };
    runtime.allocateUTF8 = runtime.stringToNewUTF8;
    runtime.Pointer_stringify = runtime.UTF8ToString;

    // Exports of the program have an underscore before their names.
    const isExport = (name) => typeof name === 'string' && name.startsWith('_') && name.slice(1) in program;
    const scope = new Proxy(runtime, {
        has: (target, name) => name in target || name in views || isExport(name),
        get: (target, name) => name in views ? view(name) : isExport(name) ? program[name.slice(1)] : target[name],
    });
    runtime.Module = scope;

    const result = {
        v: () => undefined,
        i: (value) => Number(value) | 0,
        j: (value) => BigInt.asIntN(64, BigInt(value)),
        f: (value) => Number(value),
        d: (value) => Number(value),
    };

    // PARAMETERS and BODY as in an arrow function; SIGNATURE has a letter for the result and one for each parameter.
    return function (parameters, body, signature) {
        const code = new Function('scope', `with (scope) { return (${parameters}) => ${body}; }`)(scope);
        const convert = result[signature[0]];
        return (...values) => convert(code(...values.map((value, i) => signature[i + 1] === 'j' ? BigInt(value) : value)));
    };
})
