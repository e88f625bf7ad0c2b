// SPDX-License-Identifier: Apache-2.0
/**
 * What generated classes call: small static methods that HotSpot inlines. Operands come first, as they stand on the operand
 * stack, then immediates, then the instance. Nothing else may be called from generated code.
 */
package org.emgraal.bytecode.support;
