// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.util.Arrays;
import org.emgraal.libc.LinearMemory;

/**
 * {@code struct termios}: flags and control characters (musl {@code arch/generic/bits/termios.h}).
 *
 * @param inputFlags {@code c_iflag}
 * @param outputFlags {@code c_oflag}
 * @param controlFlags {@code c_cflag}
 * @param localFlags {@code c_lflag}
 * @param controlCharacters the 32 bytes of {@code c_cc}
 */
public record TerminalSettings(int inputFlags, int outputFlags, int controlFlags, int localFlags,
                byte[] controlCharacters) {

    public static final int ISIG = 01;
    public static final int ICANON = 02;
    public static final int ECHO = 010;

    private static final int C_IFLAG = 0;
    private static final int C_OFLAG = 4;
    private static final int C_CFLAG = 8;
    private static final int C_LFLAG = 12;
    private static final int C_LINE = 16;
    private static final int C_CC = 17;
    private static final int CONTROL_CHARACTERS = 32;

    /** What a fresh Linux terminal has: ICRNL IXON IUTF8, OPOST ONLCR, B38400 CS8 CREAD, and echoing line mode. */
    public static final TerminalSettings INITIAL = new TerminalSettings(042400, 05, 0277, 0105073,
                    Arrays.copyOf(new byte[] {3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22}, 32));

    /** Whether input arrives line by line. */
    public boolean lineMode() {
        return (localFlags & ICANON) != 0;
    }

    /** Whether input is echoed. */
    public boolean echo() {
        return (localFlags & ECHO) != 0;
    }

    /** Whether Ctrl-C and its like raise signals. */
    public boolean signals() {
        return (localFlags & ISIG) != 0;
    }

    static TerminalSettings load(LinearMemory memory, int address) {
        byte[] characters = new byte[CONTROL_CHARACTERS];
        memory.read(address + C_CC, characters, 0, characters.length);
        return new TerminalSettings(memory.loadInt(address + C_IFLAG), memory.loadInt(address + C_OFLAG),
                        memory.loadInt(address + C_CFLAG), memory.loadInt(address + C_LFLAG), characters);
    }

    void store(LinearMemory memory, int address) {
        memory.storeInt(address + C_IFLAG, inputFlags);
        memory.storeInt(address + C_OFLAG, outputFlags);
        memory.storeInt(address + C_CFLAG, controlFlags);
        memory.storeInt(address + C_LFLAG, localFlags);
        memory.storeByte(address + C_LINE, (byte) 0);
        memory.write(address + C_CC, controlCharacters, 0, CONTROL_CHARACTERS);
    }
}
