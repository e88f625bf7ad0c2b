// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import org.emgraal.python.SnapshotStore;
import org.emgraal.python.StartSnapshot;

/** The snapshot that the contexts of an engine start from. */
final class StartSnapshots implements SnapshotStore {

    private volatile StartSnapshot snapshot;

    @Override
    public StartSnapshot find() {
        return snapshot;
    }

    @Override
    public void offer(StartSnapshot taken) {
        snapshot = taken;
    }
}
