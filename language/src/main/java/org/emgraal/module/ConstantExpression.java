// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/**
 * The initialiser of a global, table, segment offset or element: a range of the module's bytes that starts at the
 * first opcode and ends behind its {@code end}.
 *
 * @param start offset of the first instruction
 * @param end offset behind the final {@code end}
 */
public record ConstantExpression(int start, int end) {
}
