// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import org.emgraal.module.CompositeType.StructType;

/** Where the fields of a structure type are: numbers in one array, vectors and references in another. */
public final class StructLayout {

    private static final long[] NO_NUMBERS = {};
    private static final Object[] NO_OBJECTS = {};

    private final Storage[] storages;
    private final int[] positions;
    private final int numbers;
    private final int objects;

    public StructLayout(StructType type) {
        storages = type.fields().stream().map(Storage::of).toArray(Storage[]::new);
        positions = new int[storages.length];
        int numberCount = 0;
        int objectCount = 0;
        for (int i = 0; i < storages.length; i++) {
            positions[i] = storages[i].isObject() ? objectCount++ : numberCount++;
        }
        numbers = numberCount;
        objects = objectCount;
    }

    public int fieldCount() {
        return storages.length;
    }

    public Storage storage(int field) {
        return storages[field];
    }

    /** Index of a field in {@link WasmStruct#numbers} or {@link WasmStruct#objects}. */
    public int position(int field) {
        return positions[field];
    }

    /** A structure of zeros and nulls. */
    @TruffleBoundary
    public WasmStruct create(int typeId) {
        WasmStruct struct = new WasmStruct(typeId, numbers == 0 ? NO_NUMBERS : new long[numbers],
                        objects == 0 ? NO_OBJECTS : new Object[objects]);
        for (int i = 0; i < storages.length; i++) {
            if (storages[i] == Storage.V128) {
                struct.objects[positions[i]] = Vector128.ZERO;
            }
        }
        return struct;
    }
}
