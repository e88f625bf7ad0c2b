// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/**
 * A data segment; its bytes are a range of the module's bytes.
 *
 * @param memory target memory of an active segment, or -1 for a passive one
 * @param offset offset expression of an active segment, else null
 */
public record DataSegment(int memory, ConstantExpression offset, int start, int length) {

    public boolean isActive() {
        return memory >= 0;
    }
}
