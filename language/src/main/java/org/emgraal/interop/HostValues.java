// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import java.math.BigDecimal;
import org.emgraal.python.PythonApi;

/** Python's numbers for which interop has no message, as Java's own when they go to Java: big ints exactly, and decimals. */
final class HostValues {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    private static final String DECIMAL = "decimal.Decimal";

    private final TruffleLanguage.Env env;

    HostValues(TruffleLanguage.Env env) {
        this.env = env;
    }

    /** The value to pass: Java's number for one that Truffle would round or refuse. */
    Object toHost(PythonApi api, Object value) throws InteropException {
        if (value instanceof PythonBigInteger big) {
            return env.asGuestValue(INTEROP.asBigInteger(big));
        }
        if (value instanceof PythonObject object && object.proxy() == null && api.types().name(api.typeOf(object.pointer)).equals(DECIMAL)) {
            BigDecimal decimal = finite(object);
            return decimal == null ? value : env.asGuestValue(decimal);
        }
        return value;
    }

    /** Null for infinities and what is no number, which BigDecimal does not have. */
    private static BigDecimal finite(PythonObject decimal) {
        try {
            return new BigDecimal(decimal.toString());
        } catch (NumberFormatException infinite) {
            return null;
        }
    }
}
