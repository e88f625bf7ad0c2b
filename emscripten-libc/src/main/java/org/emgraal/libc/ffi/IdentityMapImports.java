// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.ffi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.libc.HostFunction;

/** libhiwire's maps from host objects to the numbers they have in the program: JavaScript {@code Map}s. */
public final class IdentityMapImports {

    public IdentityMapImports() {
    }

    public List<HostFunction> functions() {
        return List.of(
                        new HostFunction("__hiwire_deduplicate_new", "e", a -> new HashMap<Object, Integer>()),
                        new HostFunction("__hiwire_deduplicate_get", "iee", a -> map(a.ref(0))
                                        .getOrDefault(MapKey.of(a.ref(1)), 0)),
                        new HostFunction("__hiwire_deduplicate_set", "veei", a -> {
                            map(a.ref(0)).put(MapKey.of(a.ref(1)), a.i32(2));
                            return null;
                        }),
                        new HostFunction("__hiwire_deduplicate_delete", "vee", a -> {
                            map(a.ref(0)).remove(MapKey.of(a.ref(1)));
                            return null;
                        }));
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Integer> map(Object reference) {
        return (Map<Object, Integer>) reference;
    }
}
