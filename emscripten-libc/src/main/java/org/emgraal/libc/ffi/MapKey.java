// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.ffi;

/**
 * Equality of the keys of a JavaScript {@code Map} (ECMA-262, SameValueZero): numbers, strings and booleans by value,
 * everything else by identity.
 */
record MapKey(Object reference) {

    /** The key to use for {@code value}. */
    static Object of(Object value) {
        return switch (value) {
            case null -> new MapKey(null);
            case Double number -> number == 0 ? (Object) 0.0 : number;
            case Float number -> of((double) number);
            case Integer number -> (double) number;
            case Short number -> (double) number;
            case Byte number -> (double) number;
            case String string -> string;
            case Boolean bool -> bool;
            case Character character -> character.toString();
            case Long number -> number;
            case java.math.BigInteger number -> number;
            default -> new MapKey(value);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapKey key && key.reference == reference;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(reference);
    }
}
