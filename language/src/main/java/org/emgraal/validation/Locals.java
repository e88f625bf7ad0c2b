// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import java.util.Arrays;
import org.emgraal.binary.ModuleLimits;
import org.emgraal.binary.WasmReader;

/**
 * A function's locals, parameters first, and which of those without default value have been set. A local that is set in
 * a block counts as unset again behind it.
 */
final class Locals {

    static final Locals NONE = new Locals(new int[0], 0, 0);

    private final int[] types;
    private final int size;
    /** By local: whether it may be read; null if all may. */
    private final boolean[] readable;
    /** The locals made readable by {@code local.set}, in order. */
    private int[] initialized = new int[0];
    private int initializedCount;

    private Locals(int[] types, int size, int parameters) {
        this.types = types;
        this.size = size;
        boolean[] defaultable = new boolean[size];
        boolean all = true;
        for (int i = 0; i < size; i++) {
            defaultable[i] = i < parameters || TypeCode.isDefaultable(types[i]);
            all &= defaultable[i];
        }
        readable = all ? null : defaultable;
    }

    /** Reads the locals that a function body declares. */
    static Locals read(WasmReader reader, ModuleContext context, int functionType, Location location) {
        int[] types = context.types.parameters(functionType);
        int parameters = types.length;
        int size = parameters;
        for (int groups = reader.readCount(); groups > 0; groups--) {
            int at = reader.position();
            location.moveTo(at);
            long grown = size + Integer.toUnsignedLong(reader.readU32());
            ModuleLimits.check("locals", grown, context.limits.locals(), at);
            int type = context.types.code(reader.readValueType(), location);
            if (grown > types.length) {
                types = Arrays.copyOf(types, (int) Math.max(grown, 2L * types.length));
            }
            Arrays.fill(types, size, (int) grown, type);
            size = (int) grown;
        }
        return new Locals(types, size, parameters);
    }

    int get(int local, Location location) {
        location.checkIndex("local", local, size);
        if (readable != null && !readable[local]) {
            throw location.invalid("uninitialized local " + local);
        }
        return types[local];
    }

    /** Marks a local as set; returns its type. */
    int set(int local, Location location) {
        location.checkIndex("local", local, size);
        if (readable != null && !readable[local]) {
            readable[local] = true;
            if (initializedCount == initialized.length) {
                initialized = Arrays.copyOf(initialized, Math.max(4, 2 * initializedCount));
            }
            initialized[initializedCount++] = local;
        }
        return types[local];
    }

    /** How many locals without default value are set. */
    int initialized() {
        return initializedCount;
    }

    /** Unsets all but the first {@code count} locals that were set. */
    void forget(int count) {
        while (initializedCount > count) {
            readable[initialized[--initializedCount]] = false;
        }
    }
}
