// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

/** Where validation is, for error messages. */
final class Location {

    /** Outside of functions and expressions. */
    static final Location MODULE = new Location(-1);

    private final int functionIndex;
    private int offset = -1;

    /** @param functionIndex the function, counting imports, or -1 */
    Location(int functionIndex) {
        this.functionIndex = functionIndex;
    }

    void moveTo(int newOffset) {
        offset = newOffset;
    }

    int offset() {
        return offset;
    }

    InvalidModuleException invalid(String message) {
        return new InvalidModuleException(message, offset, functionIndex);
    }

    InvalidModuleException mismatch(String detail) {
        return invalid("type mismatch: " + detail);
    }

    /** Checks an index; {@code what} names its index space. */
    void checkIndex(String what, int index, int size) {
        if (Integer.compareUnsigned(index, size) >= 0) {
            throw invalid("unknown " + what + " " + Integer.toUnsignedString(index));
        }
    }
}
