// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/** A global of the module itself. */
public record GlobalDefinition(GlobalType type, ConstantExpression initializer) {
}
