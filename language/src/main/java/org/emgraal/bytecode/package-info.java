// SPDX-License-Identifier: Apache-2.0
/**
 * Translates validated function bodies to JVM bytecode, the tier in which every function starts (docs/tiers.md).
 * {@link org.emgraal.bytecode.BodyTranslator} turns WebAssembly's stack code into {@link org.emgraal.bytecode.StackCode},
 * basic blocks of JVM-like operations; {@link org.emgraal.bytecode.FunctionClass} writes them as a class. What the classes
 * call at run time is in {@code org.emgraal.bytecode.support}.
 */
package org.emgraal.bytecode;
