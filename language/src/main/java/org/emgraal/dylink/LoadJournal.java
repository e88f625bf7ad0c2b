// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What one load has changed so far, to be undone if it fails: a library that does not load leaves no trace. */
final class LoadJournal {

    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<SideModule> loaded = new ArrayList<>();

    /** Notes how to undo the change just made. */
    void changed(Runnable reverse) {
        undo.push(reverse);
    }

    void undo() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    void loaded(SideModule module) {
        loaded.add(module);
    }

    /** The modules instantiated, those that others need first. */
    List<SideModule> loaded() {
        return loaded;
    }
}
