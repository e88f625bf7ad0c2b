// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.nodes.Node;

/** The instructions of a region by number, which all generations of its code are made of. */
final class RegionKeys extends Node {

    @Children private final RegionKey[] keys = new RegionKey[RegionRecording.MAX_KEYS];

    RegionKey get(int number) {
        return keys[number];
    }

    void add(RegionKey key) {
        if (keys[key.number] == null) {
            keys[key.number] = insert(key);
        }
    }
}
