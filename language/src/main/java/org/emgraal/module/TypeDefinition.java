// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/**
 * One entry of the type index space.
 *
 * @param composite the definition
 * @param isFinal whether no further subtypes are allowed
 * @param superType index of the declared super type, or -1
 * @param groupStart index of the first type of the recursion group this entry belongs to
 * @param groupSize number of types in that group
 */
public record TypeDefinition(CompositeType composite, boolean isFinal, int superType, int groupStart, int groupSize) {

    /** Whether the type has no supertype, no subtypes and no others in its recursion group. */
    public boolean isAlone() {
        return isFinal && superType < 0 && groupSize <= 1;
    }
}
