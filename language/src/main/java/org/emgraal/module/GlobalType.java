// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/** A global's value type and mutability. */
public record GlobalType(ValueType type, boolean mutable) {
}
