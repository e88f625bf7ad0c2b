// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.ArrayList;
import java.util.List;
import org.emgraal.module.ValueType.Kind;

/** The code protected by one {@code try} or {@code try_table}, inside that of another or of none. */
final class TryRegion {

    /** A catch clause: {@code tag} or {@link org.emgraal.nodes.control.ExceptionHandler#ALL}. */
    record Clause(int tag, Block target, int exceptionSlot, Kind[] kinds, int[] slots) {
    }

    /** Where exceptions go that no clause takes; {@code delegate} changes it. */
    TryRegion parent;
    private final List<Clause> clauses = new ArrayList<>();

    TryRegion(TryRegion parent) {
        this.parent = parent;
    }

    void add(Clause clause) {
        clauses.add(clause);
    }

    /** All clauses that may see an exception thrown here, innermost first. */
    List<Clause> reachableClauses() {
        List<Clause> result = new ArrayList<>();
        for (TryRegion region = this; region != null; region = region.parent) {
            result.addAll(region.clauses);
        }
        return result;
    }
}
