// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

/** A structure or array (specification, "Store": structure and array instances). The Java heap is the store. */
public abstract sealed class HeapObject permits WasmStruct, WasmArray {

    private final int typeId;

    HeapObject(int typeId) {
        this.typeId = typeId;
    }

    /** The type's id in the {@link TypeRegistry}. */
    public final int typeId() {
        return typeId;
    }
}
