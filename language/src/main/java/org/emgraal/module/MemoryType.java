// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/** A memory's limits in pages, whether threads may share it, and whether it is indexed by i64. */
public record MemoryType(Limits limits, boolean shared, boolean index64) {

    public static final int PAGE_SIZE = 65536;
}
