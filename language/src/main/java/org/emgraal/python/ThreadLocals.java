// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

/**
 * Lets a thread state see another's {@code threading.local} objects. Since 3.13 a thread state holds what they are keyed by in
 * two words, {@code threading_local_key} and {@code threading_local_sentinel} (Include/cpython/pystate.h), at an offset that
 * depends on the version. Older versions keep them by the thread, which is always the same here.
 */
public final class ThreadLocals {

    /** More than the words up to those two. */
    private static final int WORDS = 1024;
    /** More than the size of what is looked at. */
    private static final int LARGEST = 1 << 10;
    private static final int UNKNOWN = 0;
    private static final int NONE = -1;

    private int offset = UNKNOWN;

    /** The current thread's two words, which live as long as it does; zeros where there are none. */
    public int[] keys(PythonApi api) {
        if (offset == UNKNOWN) {
            offset = find(api);
        }
        int state = api.call("PyThreadState_Get");
        if (offset != NONE && api.memory().loadInt(state + offset) == 0) {
            useLocal(api);
        }
        return offset == NONE ? new int[2] : new int[]{api.memory().loadInt(state + offset), api.memory().loadInt(state + offset + 4)};
    }

    /** Gives them to the current thread, which is new. */
    public void set(PythonApi api, int key, int sentinel) {
        int state = api.call("PyThreadState_Get");
        if (offset != NONE && key != 0 && api.memory().loadInt(state + offset) == 0) {
            api.incref(key);
            api.incref(sentinel);
            api.memory().storeInt(state + offset, key);
            api.memory().storeInt(state + offset + 4, sentinel);
        }
    }

    /** They are made when a thread first uses an object of this kind. */
    private static void useLocal(PythonApi api) {
        int module = api.importModule("_thread");
        int local = api.callMethod(module, "_local");
        api.decref(api.getAttribute(local, "__dict__"));
        api.decref(local);
        api.decref(module);
    }

    /** Finds them as what a new thread has after it has used an object of this kind and not before. */
    private static int find(PythonApi api) {
        int state = api.call("PyThreadState_New", api.call("PyInterpreterState_Main"));
        int current = api.call("PyThreadState_Swap", state);
        int[] before = words(api, state);
        useLocal(api);
        int[] after = words(api, state);
        int found = difference(api, before, after);
        api.call("PyThreadState_Clear", state);
        api.call("PyThreadState_Swap", current);
        api.call("PyThreadState_Delete", state);
        return found;
    }

    private static int difference(PythonApi api, int[] before, int[] after) {
        for (int i = 0; i + 1 < WORDS; i++) {
            // What lies behind the thread state may have changed too.
            if (before[i] == 0 && before[i + 1] == 0 && isKey(api, after[i]) && isKey(api, after[i + 1])) {
                return Integer.BYTES * i;
            }
        }
        return NONE;
    }

    private static boolean isKey(PythonApi api, int word) {
        return isAddress(api, word) && isAddress(api, api.typeOf(word)) && api.types().name(api.typeOf(word)).endsWith("_localdummy");
    }

    private static boolean isAddress(PythonApi api, int word) {
        return word > 0 && word % Integer.BYTES == 0 && word < api.memory().size() - LARGEST;
    }

    private static int[] words(PythonApi api, int address) {
        int[] words = new int[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = api.memory().loadInt(address + Integer.BYTES * i);
        }
        return words;
    }
}
