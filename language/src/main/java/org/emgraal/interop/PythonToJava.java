// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import org.emgraal.PythonContext;
import org.emgraal.python.PythonApi;

/** Python values for the embedder: immutables are converted, everything else is a {@link PythonObject}. */
public final class PythonToJava {

    private PythonToJava() {
    }

    /** Converts and gives up the reference {@code object}, which the caller owned. */
    public static Object convert(PythonContext context, int object) {
        PythonApi api = context.interpreter().api();
        Object value = convertImmutable(context, api, object);
        if (value != null) {
            api.decref(object);
            return value;
        }
        return new PythonObject(context, object);
    }

    private static Object convertImmutable(PythonContext context, PythonApi api, int object) {
        if (object == api.none) {
            return PythonNone.INSTANCE;
        }
        if (object == api.trueObject || object == api.falseObject) {
            return object == api.trueObject;
        }
        int type = api.typeOf(object);
        if (type == api.longType) {
            Object number = api.toNumber(object);
            return number instanceof java.math.BigInteger big ? new PythonBigInteger(big) : number;
        }
        if (type == api.floatType) {
            return api.toDouble(object);
        }
        if (type == api.unicodeType) {
            return api.toString(object);
        }
        return null;
    }
}
