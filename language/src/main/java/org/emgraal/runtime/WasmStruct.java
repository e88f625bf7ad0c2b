// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

/** A structure; {@link StructLayout} says where its fields are. */
public final class WasmStruct extends HeapObject {

    /** Number fields as raw bits; packed ones zero-extended. */
    public final long[] numbers;
    /** Vectors and references. */
    public final Object[] objects;

    public WasmStruct(int typeId, long[] numbers, Object[] objects) {
        super(typeId);
        this.numbers = numbers;
        this.objects = objects;
    }
}
