// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

/** Where starts find the snapshot of an earlier one. Used by any thread. */
public interface SnapshotStore {

    /** The snapshot, or null. */
    StartSnapshot find();

    /** Whether a snapshot that is offered serves later processes too, so that work on it pays. */
    boolean lasts();

    /** Takes a snapshot for those that come later. */
    void offer(StartSnapshot snapshot);
}
