// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import org.emgraal.module.FunctionType;

/** An exception tag: compared by identity, so that importing one means sharing it. */
public final class WasmTag {

    private final FunctionType type;
    private final int typeId;

    public WasmTag(FunctionType type, int typeId) {
        this.type = type;
        this.typeId = typeId;
    }

    public FunctionType type() {
        return type;
    }

    /** The type's id in the {@link TypeRegistry}. */
    public int typeId() {
        return typeId;
    }
}
