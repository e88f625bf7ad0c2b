// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/**
 * Size limits of a memory (pages) or table (elements).
 *
 * @param minimum initial size, unsigned
 * @param maximum largest size, unsigned, or {@link #NO_MAXIMUM}
 */
public record Limits(long minimum, long maximum) {

    public static final long NO_MAXIMUM = -1;

    public boolean hasMaximum() {
        return maximum != NO_MAXIMUM;
    }
}
