// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.ffi;

import org.emgraal.libc.LinearMemory;

/**
 * A {@code ffi_cif}: the types of a function.
 *
 * @param fixed how many arguments are not variadic
 */
record CallInterface(FfiType result, FfiType[] arguments, int fixed) {

    /** {@code struct ffi_cif}: abi, nargs, arg_types, rtype, bytes, flags, nfixedargs. */
    private static final int NARGS = 4;
    private static final int ARG_TYPES = 8;
    private static final int RTYPE = 12;
    private static final int NFIXEDARGS = 24;

    static CallInterface load(LinearMemory memory, int cif) {
        FfiType[] arguments = new FfiType[memory.loadInt(cif + NARGS)];
        int types = memory.loadInt(cif + ARG_TYPES);
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = FfiType.load(memory, memory.loadInt(types + 4 * i));
        }
        FfiType result = FfiType.load(memory, memory.loadInt(cif + RTYPE));
        return new CallInterface(result, arguments, memory.loadInt(cif + NFIXEDARGS));
    }

    boolean variadic() {
        return fixed < arguments.length;
    }

    /** The WebAssembly signature: an address for some results, the fixed arguments, an address of the variadic ones. */
    String signature() {
        boolean byAddress = result.kind().returnedByAddress();
        StringBuilder signature = new StringBuilder();
        signature.append(byAddress || result.kind() == FfiType.Kind.VOID ? "v" : result.kind().letters);
        signature.append(byAddress ? "i" : "");
        for (int i = 0; i < fixed; i++) {
            signature.append(arguments[i].kind().letters);
        }
        return signature.append(variadic() ? "i" : "").toString();
    }
}
