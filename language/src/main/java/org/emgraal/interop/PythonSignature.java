// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;

/**
 * How many positional arguments a callable takes, as its code object says (Include/cpython/code.h); of callables without
 * one, any number.
 *
 * @param least those without a default
 * @param most {@link Integer#MAX_VALUE} for {@code *args}
 */
record PythonSignature(int least, int most) {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    private static final PythonSignature UNKNOWN = new PythonSignature(0, Integer.MAX_VALUE);
    /** {@code CO_VARARGS}. */
    private static final int VARIABLE = 4;

    boolean takes(int arguments) {
        return arguments >= least && arguments <= most;
    }

    static PythonSignature of(PythonObject callable) {
        try {
            if (INTEROP.isMemberReadable(callable, "__func__")) {
                return INTEROP.readMember(callable, "__func__") instanceof PythonObject function ? ofFunction(function, 1) : UNKNOWN;
            }
            return ofFunction(callable, 0);
        } catch (InteropException unknown) {
            return UNKNOWN;
        }
    }

    private static PythonSignature ofFunction(PythonObject function, int bound) throws InteropException {
        if (!INTEROP.isMemberReadable(function, "__code__") || !(INTEROP.readMember(function, "__code__") instanceof PythonObject code)) {
            return UNKNOWN;
        }
        int count = INTEROP.asInt(INTEROP.readMember(code, "co_argcount"));
        boolean variable = (INTEROP.asInt(INTEROP.readMember(code, "co_flags")) & VARIABLE) != 0;
        Object defaults = INTEROP.readMember(function, "__defaults__");
        int optional = INTEROP.isNull(defaults) ? 0 : Math.toIntExact(INTEROP.getArraySize(defaults));
        return new PythonSignature(Math.max(0, count - bound - optional), variable ? Integer.MAX_VALUE : count - bound);
    }
}
