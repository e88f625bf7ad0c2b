// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

import java.util.List;
import java.util.Set;

/**
 * The {@code dylink.0} section (tool-conventions DynamicLinking.md): what the dynamic linker must provide.
 *
 * @param memoryAlignment log2
 * @param tableAlignment log2
 * @param tlsExports names of thread-local exports
 * @param weakImports {@code module.field} names whose absence is no error
 */
public record DylinkInfo(int memorySize, int memoryAlignment, int tableSize, int tableAlignment, List<String> needed,
                Set<String> tlsExports, Set<String> weakImports, List<String> runtimePaths) {
}
