// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What one load has changed so far, to be undone if it fails: a library that does not load leaves no trace. */
final class LoadJournal {

    private record Change(Runnable reverse, boolean resource) {
    }

    private final Deque<Change> changes = new ArrayDeque<>();
    private final List<SideModule> loaded = new ArrayList<>();

    /** Notes how to undo the change just made. */
    void changed(Runnable reverse) {
        changes.push(new Change(reverse, false));
    }

    /** Notes how to give back memory or table elements just taken. */
    void took(Runnable giveBack) {
        changes.push(new Change(giveBack, true));
    }

    /** After a failure before any code of the libraries has run. */
    void undo() {
        changes.forEach(change -> change.reverse().run());
        changes.clear();
    }

    /**
     * After a failure of a library's own code: the libraries are forgotten, but what they took stays theirs, because that
     * code may have told others where it is.
     */
    void forget() {
        changes.stream().filter(change -> !change.resource()).forEach(change -> change.reverse().run());
        changes.clear();
    }

    void loaded(SideModule module) {
        loaded.add(module);
    }

    /** The modules instantiated, those that others need first. */
    List<SideModule> loaded() {
        return loaded;
    }
}
