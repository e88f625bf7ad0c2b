// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.simd;

import org.emgraal.runtime.Vector128;

/**
 * What a v128 instruction computes. There are some 200 of them, most of them one scalar operator on every lane, so an
 * instruction is a value of these types in a node of {@link VectorNodes}, not a node class of its own: to partial
 * evaluation the operation, down to the lane's operator, is a constant and disappears.
 */
public final class VectorOperation {

    private VectorOperation() {
    }

    @FunctionalInterface
    public interface Unary {
        Vector128 apply(Vector128 operand);
    }

    @FunctionalInterface
    public interface Binary {
        Vector128 apply(Vector128 left, Vector128 right);
    }

    @FunctionalInterface
    public interface Ternary {
        Vector128 apply(Vector128 first, Vector128 second, Vector128 third);
    }

    /** All lanes are shifted by the same count, which is taken modulo their width. */
    @FunctionalInterface
    public interface Shift {
        Vector128 apply(Vector128 operand, int count);
    }

    /** A vector to an i32: whether all or any lanes are true, or their signs. */
    @FunctionalInterface
    public interface Test {
        int apply(Vector128 operand);
    }
}
