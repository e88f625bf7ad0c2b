// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

/** What offsets in files count from ({@code unistd.h}). */
public final class Whence {

    public static final int SEEK_SET = 0;
    public static final int SEEK_CUR = 1;
    public static final int SEEK_END = 2;
    /** Linux extensions. */
    public static final int SEEK_DATA = 3;
    public static final int SEEK_HOLE = 4;

    private Whence() {
    }
}
