// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import org.emgraal.module.Import;

/** Where imports come from. */
@FunctionalInterface
public interface ImportResolver {

    /**
     * A {@link WasmFunction}, {@link WasmTable}, {@link WasmMemory}, {@link WasmGlobal} or {@link WasmTag}, or null if
     * there is none; the instantiator checks its type.
     *
     * @param typeId for functions and tags, the canonical id of the wanted type, else -1
     */
    Object resolve(Import anImport, int typeId);
}
