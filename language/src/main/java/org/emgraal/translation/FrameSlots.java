// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.control.LiveSlots;

/**
 * Numbers the frame slots of a function: locals, then one temporary per operand stack position and representation
 * that is ever spilled. A slot has one representation for all its life: mixed ones would stop Graal from keeping the
 * frame virtual.
 */
final class FrameSlots {

    private static final int[] NONE = {};

    private final List<Kind> kinds = new ArrayList<>();
    private final Map<Kind, List<Integer>> temporaries = new EnumMap<>(Kind.class);

    FrameSlots(Kind[] locals) {
        for (Kind local : locals) {
            kinds.add(local);
        }
    }

    int local(int index) {
        return index;
    }

    /** The slot of an operand stack position. */
    int temporary(int position, Kind kind) {
        List<Integer> slots = temporaries.computeIfAbsent(kind, k -> new ArrayList<>());
        while (slots.size() <= position) {
            slots.add(-1);
        }
        if (slots.get(position) < 0) {
            slots.set(position, add(kind));
        }
        return slots.get(position);
    }

    /** A slot of its own. */
    int add(Kind kind) {
        kinds.add(kind);
        return kinds.size() - 1;
    }

    int count() {
        return kinds.size();
    }

    boolean holdsReference(int slot) {
        Kind kind = kinds.get(slot);
        return kind == Kind.REF || kind == Kind.V128;
    }

    /** Those of {@code chosen} that hold values of {@code kind}. */
    int[] ofKind(BitSet chosen, Kind kind) {
        if (chosen.isEmpty()) {
            return NONE;
        }
        int[] found = new int[chosen.cardinality()];
        int n = 0;
        for (int slot = chosen.nextSetBit(0); slot >= 0; slot = chosen.nextSetBit(slot + 1)) {
            if (kinds.get(slot) == kind) {
                found[n++] = slot;
            }
        }
        return n == found.length ? found : Arrays.copyOf(found, n);
    }

    LiveSlots live(BitSet live) {
        return new LiveSlots(ofKind(live, Kind.I32), ofKind(live, Kind.I64), ofKind(live, Kind.F32), ofKind(live, Kind.F64),
                        live.stream().filter(this::holdsReference).toArray());
    }

    FrameDescriptor descriptor() {
        FrameDescriptor.Builder builder = FrameDescriptor.newBuilder(kinds.size());
        builder.addSlots(kinds.size(), FrameSlotKind.Static);
        return builder.build();
    }
}
