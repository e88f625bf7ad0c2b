// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.util.ArrayList;
import java.util.List;

/** A {@code try} or {@code try_table}: what may catch an exception that is thrown in the blocks inside. */
final class TryRegion {

    /** Tag of {@code catch_all}. */
    static final int ALL = -1;

    /**
     * One clause.
     *
     * @param tag tag index, or {@link #ALL}
     * @param target block that handles it
     * @param exceptionSlot where the exception itself is kept, or -1
     * @param slots where the tag's values go
     */
    record Clause(int tag, Block target, int exceptionSlot, int[] slots) {
    }

    /** Where an exception goes that no clause catches; {@code delegate} names another than the region around. */
    TryRegion parent;
    private final List<Clause> clauses = new ArrayList<>();

    TryRegion(TryRegion parent) {
        this.parent = parent;
    }

    void add(Clause clause) {
        clauses.add(clause);
    }

    /** The clauses that see an exception, innermost first, up to the first {@code catch_all}. */
    List<Clause> handlers() {
        List<Clause> all = new ArrayList<>();
        for (TryRegion region = this; region != null; region = region.parent) {
            for (Clause clause : region.clauses) {
                all.add(clause);
                if (clause.tag == ALL) {
                    return all;
                }
            }
        }
        return all;
    }
}
