// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/**
 * An element segment. Exactly one of {@code functions} and {@code expressions} is set.
 *
 * @param table target table of an active segment, else -1
 * @param offset offset expression of an active segment, else null
 * @param functions function indices, or null
 * @param expressions element expressions, or null
 */
public record ElementSegment(Mode mode, ValueType type, int table, ConstantExpression offset, int[] functions,
                ConstantExpression[] expressions) {

    /** When the segment is copied: at instantiation, by {@code table.init}, or never. */
    public enum Mode {
        ACTIVE,
        PASSIVE,
        DECLARATIVE
    }

    public int length() {
        return functions != null ? functions.length : expressions.length;
    }
}
