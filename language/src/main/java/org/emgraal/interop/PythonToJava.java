// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import java.math.BigInteger;
import org.emgraal.PythonContext;
import org.emgraal.python.PythonApi;

/**
 * Python values for the embedder: instances of exactly the immutable types None, bool, int, float and str are
 * converted, what stands for a Java object is that object again, everything else is a {@link PythonObject} (docs/type-conversions.md).
 */
public final class PythonToJava {

    private PythonToJava() {
    }

    /** Converts and gives up the reference {@code object}, which the caller owned. */
    public static Object convert(PythonContext context, PythonApi api, int object) {
        Object value = convertImmutable(api, object);
        if (value == null) {
            value = context.bridge().objects().unwrap(api, object);
        }
        if (value != null) {
            api.decref(object);
            return value;
        }
        return new PythonObject(context, object);
    }

    /** Converts a borrowed reference. */
    static Object convertBorrowed(PythonContext context, PythonApi api, int object) {
        api.incref(object);
        return convert(context, api, object);
    }

    private static Object convertImmutable(PythonApi api, int object) {
        if (object == api.none) {
            return PythonNone.INSTANCE;
        }
        if (object == api.trueObject || object == api.falseObject) {
            return object == api.trueObject;
        }
        int type = api.typeOf(object);
        if (type == api.longType) {
            return number(api, object);
        }
        if (type == api.floatType) {
            return api.toDouble(object);
        }
        if (type == api.unicodeType) {
            return api.toString(object);
        }
        return null;
    }

    /** An {@code int} as the smallest of int, long and big integer that holds it. */
    static Object number(PythonApi api, int object) {
        Object number = api.toNumber(object);
        return number instanceof BigInteger big ? new PythonBigInteger(big) : number;
    }
}
