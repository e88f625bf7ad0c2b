// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.util.Map;

/** A typed array of JavaScript: a part of an interop buffer, with elements of one type (ECMA-262, "TypedArray Objects"). */
record TypedArray(Object buffer, int offset, int length, String format) {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    /** Formats of Python's struct module by the names of the classes. */
    private static final Map<String, String> FORMATS = Map.ofEntries(Map.entry("Int8Array", "b"), Map.entry("Uint8Array", "B"),
                    Map.entry("Uint8ClampedArray", "B"), Map.entry("Int16Array", "h"), Map.entry("Uint16Array", "H"),
                    Map.entry("Int32Array", "i"), Map.entry("Uint32Array", "I"), Map.entry("Float32Array", "f"),
                    Map.entry("Float64Array", "d"), Map.entry("BigInt64Array", "q"), Map.entry("BigUint64Array", "Q"),
                    Map.entry("DataView", "B"));

    static boolean is(Object object) {
        try {
            return INTEROP.isMemberReadable(object, "buffer") && INTEROP.isMemberReadable(object, "byteOffset")
                            && formatOf(object) != null && INTEROP.hasBufferElements(INTEROP.readMember(object, "buffer"));
        } catch (UnsupportedMessageException | UnknownIdentifierException e) {
            return false;
        }
    }

    private static String formatOf(Object object) throws UnsupportedMessageException {
        return INTEROP.hasMetaObject(object) ? FORMATS.get(INTEROP.asString(INTEROP.getMetaSimpleName(INTEROP.getMetaObject(object)))) : null;
    }

    static TypedArray of(Object object) throws InteropException {
        return new TypedArray(INTEROP.readMember(object, "buffer"), INTEROP.asInt(INTEROP.readMember(object, "byteOffset")),
                        INTEROP.asInt(INTEROP.readMember(object, "byteLength")), formatOf(object));
    }
}
