// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.control.ExceptionHandler;

/** The code protected by one {@code try} or {@code try_table}, inside that of another or of none. */
final class TryRegion {

    /** A catch clause: {@code tag} or {@link ExceptionHandler#ALL}. */
    record Clause(int tag, Block target, int exceptionSlot, Kind[] kinds, int[] slots) {
    }

    /** Where exceptions go that no clause takes; {@code delegate} changes it. */
    TryRegion parent;
    private final List<Clause> clauses = new ArrayList<>();
    private List<Clause> reachable;

    TryRegion(TryRegion parent) {
        this.parent = parent;
    }

    void add(Clause clause) {
        clauses.add(clause);
    }

    /**
     * The clauses that may see an exception thrown here, innermost first: of several for one tag the first, and none
     * behind one for all. To be asked when the function is complete.
     */
    List<Clause> reachableClauses() {
        // From outside in and without recursion: regions may be nested as deep as blocks.
        ArrayDeque<TryRegion> open = new ArrayDeque<>();
        for (TryRegion region = this; region != null && region.reachable == null; region = region.parent) {
            open.push(region);
        }
        open.forEach(TryRegion::collect);
        return reachable;
    }

    private void collect() {
        Map<Integer, Clause> byTag = new LinkedHashMap<>();
        clauses.forEach(clause -> addTo(byTag, clause));
        if (parent != null) {
            parent.reachable.forEach(clause -> addTo(byTag, clause));
        }
        reachable = List.copyOf(byTag.values());
    }

    private static void addTo(Map<Integer, Clause> byTag, Clause clause) {
        if (!byTag.containsKey(ExceptionHandler.ALL)) {
            byTag.putIfAbsent(clause.tag(), clause);
        }
    }
}
