// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

/** Commands of {@code fcntl} and flags of the {@code *at} calls (musl {@code arch/generic/bits/fcntl.h}). */
public final class Fcntl {

    public static final int F_DUPFD = 0;
    public static final int F_GETFD = 1;
    public static final int F_SETFD = 2;
    public static final int F_GETFL = 3;
    public static final int F_SETFL = 4;
    public static final int F_SETOWN = 8;
    public static final int F_GETOWN = 9;
    public static final int F_GETLK = 12;
    public static final int F_SETLK = 13;
    public static final int F_SETLKW = 14;
    public static final int F_DUPFD_CLOEXEC = 1030;
    public static final int F_GETPIPE_SZ = 1032;

    public static final int FD_CLOEXEC = 1;

    public static final int AT_FDCWD = -100;
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;
    public static final int AT_REMOVEDIR = 0x200;
    public static final int AT_EACCESS = 0x200;
    public static final int AT_SYMLINK_FOLLOW = 0x400;
    public static final int AT_NO_AUTOMOUNT = 0x800;
    public static final int AT_EMPTY_PATH = 0x1000;

    private Fcntl() {
    }
}
