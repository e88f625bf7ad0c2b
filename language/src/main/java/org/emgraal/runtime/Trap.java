// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;

/** Why execution stopped; messages are those of the specification's test suite. */
public enum Trap {
    UNREACHABLE("unreachable"),
    INTEGER_DIVIDE_BY_ZERO("integer divide by zero"),
    INTEGER_OVERFLOW("integer overflow"),
    INVALID_CONVERSION_TO_INTEGER("invalid conversion to integer"),
    OUT_OF_BOUNDS_MEMORY_ACCESS("out of bounds memory access"),
    UNALIGNED_ATOMIC("unaligned atomic"),
    EXPECTED_SHARED_MEMORY("expected shared memory"),
    OUT_OF_BOUNDS_TABLE_ACCESS("out of bounds table access"),
    UNDEFINED_ELEMENT("undefined element"),
    UNINITIALIZED_ELEMENT("uninitialized element"),
    INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch"),
    NULL_REFERENCE("null reference"),
    NULL_FUNCTION_REFERENCE("null function reference"),
    NULL_STRUCTURE_REFERENCE("null structure reference"),
    NULL_ARRAY_REFERENCE("null array reference"),
    NULL_I31_REFERENCE("null i31 reference"),
    NULL_EXCEPTION_REFERENCE("null exception reference"),
    OUT_OF_BOUNDS_ARRAY_ACCESS("out of bounds array access"),
    ARRAY_TOO_LARGE("requested new array is too large"),
    CAST_FAILURE("cast failure"),
    CALL_STACK_EXHAUSTED("call stack exhausted");

    private final String message;

    Trap(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }

    /** Leaves compiled code: a trap ends the program, so no code is generated for it. */
    public TrapException at(Node location) {
        CompilerDirectives.transferToInterpreter();
        return create(location, "");
    }

    /** As {@link #at}, with what went wrong behind the specification's text. */
    public TrapException at(Node location, String detail) {
        CompilerDirectives.transferToInterpreter();
        return create(location, detail);
    }

    @TruffleBoundary
    private TrapException create(Node location, String detail) {
        TrapException exception = new TrapException(this, detail.isEmpty() ? message : message + ": " + detail, location);
        if (location == null) {
            GuestFrames.addTo(exception);
        }
        return exception;
    }
}
