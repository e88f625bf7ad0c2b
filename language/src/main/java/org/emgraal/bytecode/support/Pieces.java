// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmInstance;

/** What large functions' pieces call: counting of their frames, and the tables of dispatches that are copied to their exits. */
public final class Pieces {

    private static final int LOW_BITS = 15;
    /** Words of large frames that may exist at a time: 64 MB. */
    private static final int MAX_WORDS = 1 << 23;

    private Pieces() {
    }

    /** A function with a large frame begins. */
    public static void takeFrame(int words, WasmInstance instance) {
        if (instance.frameWords + words > MAX_WORDS) {
            throw Trap.CALL_STACK_EXHAUSTED.at(null);
        }
        instance.frameWords += words;
    }

    public static void giveFrameBack(int words, WasmInstance instance) {
        instance.frameWords -= words;
    }

    /** A table as a class file can have it: two characters for each code. */
    public static String encode(int[] codes) {
        StringBuilder text = new StringBuilder();
        for (int code : codes) {
            text.append((char) (code >>> LOW_BITS)).append((char) (code & (1 << LOW_BITS) - 1));
        }
        return text.toString();
    }

    public static int[] decode(String text) {
        int[] codes = new int[text.length() / 2];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = text.charAt(2 * i) << LOW_BITS | text.charAt(2 * i + 1);
        }
        return codes;
    }

    /** The code at an index; the last for all others. */
    public static int select(int index, int[] codes) {
        int last = codes.length - 1;
        return codes[Integer.compareUnsigned(index, last) < 0 ? index : last];
    }
}
