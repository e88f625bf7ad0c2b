// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/** A table of the module itself; {@code initializer} is null where elements start as null. */
public record TableDefinition(TableType type, ConstantExpression initializer) {
}
