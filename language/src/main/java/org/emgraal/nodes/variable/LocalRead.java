// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.variable;

/** A node that only reads a frame slot: parents may read the slot themselves instead of calling the node. */
public interface LocalRead {

    int slot();
}
