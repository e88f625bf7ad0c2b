// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import java.util.Set;

/**
 * Where a module's functions may recurse without bound: by function index.
 *
 * @param checks functions that look how deep calls are nested; whoever calls one may recurse
 * @param functions others that may recurse
 */
public record RecursionPoints(Set<Integer> checks, Set<Integer> functions) {

    /** Of a module that nothing is known of. */
    public static final RecursionPoints NONE = new RecursionPoints(Set.of(), Set.of());
}
