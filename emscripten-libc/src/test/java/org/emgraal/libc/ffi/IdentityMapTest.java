// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.emgraal.libc.Guest;
import org.junit.jupiter.api.Test;

class IdentityMapTest {

    private final Guest guest = new Guest();
    private final Object map = guest.callAs("e", "__hiwire_deduplicate_new");

    private int get(Object key) {
        return (Integer) guest.callAs("iee", "__hiwire_deduplicate_get", map, key);
    }

    private void set(Object key, int value) {
        guest.callAs("veei", "__hiwire_deduplicate_set", map, key, value);
    }

    @Test
    void objectsByIdentityValuesByValue() {
        StringBuilder one = new StringBuilder("x");
        StringBuilder two = new StringBuilder("x");
        set(one, 1);
        set(new String("text"), 2);
        set(5, 3);
        set(null, 4);
        set(Double.NaN, 5);
        set(0.0, 6);
        assertEquals(1, get(one));
        assertEquals(0, get(two));
        assertEquals(2, get("text"));
        assertEquals(3, get(5.0));
        assertEquals(4, get(null));
        assertEquals(5, get(0.0 / 0.0));
        assertEquals(6, get(-0.0));
        assertEquals(0, get(true));
        guest.callAs("vee", "__hiwire_deduplicate_delete", map, one);
        assertEquals(0, get(one));
    }

    @Test
    void listsAreObjects() {
        java.util.List<Integer> list = new java.util.ArrayList<>();
        set(list, 9);
        list.add(1);
        assertEquals(9, get(list));
    }
}
