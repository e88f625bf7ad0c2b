// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/**
 * A function's code as a range of the module's bytes: locals declarations first, then instructions. Nothing in it is
 * decoded until the function is validated or translated.
 *
 * @param start offset of the locals vector (behind the body's size)
 * @param end offset behind the final {@code end}
 */
public record FunctionBody(int start, int end) {
}
