// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/** A table's element type, limits, and whether it is indexed by i64 (memory64 proposal). */
public record TableType(ValueType element, Limits limits, boolean index64) {
}
