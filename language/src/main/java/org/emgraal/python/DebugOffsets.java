// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import org.emgraal.libc.LinearMemory;

/**
 * Where the fields of CPython's structures lie, as {@code _PyRuntime} tells debuggers of other processes: its first member
 * is a table of offsets, {@code _Py_DebugOffsets} (Include/internal/pycore_debug_offsets.h). All entries are 64 bits wide.
 */
final class DebugOffsets {

    private static final long COOKIE = 0x7970_6775_6265_6478L; // "xdebugpy"
    private static final int VERSION = 1;

    /** Position of a group of entries in the table of one version; an entry is a group's position and its own in the group. */
    private record Layout(int threadState, int frame, int code, int bytes, int unicode) {
    }

    private static final Layout V3_13 = new Layout(19, 28, 34, 64, 67);
    private static final Layout V3_14 = new Layout(22, 31, 39, 74, 77);

    final int currentFrame;
    final int framePrevious;
    final int frameExecutable;
    final int frameInstruction;
    final int codeFilename;
    final int codeName;
    final int codeLineTable;
    final int codeFirstLine;
    final int codeInstructions;
    final int bytesSize;
    final int bytesData;
    final int stringState;
    final int stringLength;
    /** Size of {@code PyASCIIObject}, behind which an ASCII string's characters lie. */
    final int stringHeader;

    private DebugOffsets(LinearMemory memory, int table, Layout layout) {
        currentFrame = entry(memory, table, layout.threadState + 4);
        framePrevious = entry(memory, table, layout.frame + 1);
        frameExecutable = entry(memory, table, layout.frame + 2);
        frameInstruction = entry(memory, table, layout.frame + 3);
        codeFilename = entry(memory, table, layout.code + 1);
        codeName = entry(memory, table, layout.code + 2);
        codeLineTable = entry(memory, table, layout.code + 4);
        codeFirstLine = entry(memory, table, layout.code + 5);
        codeInstructions = entry(memory, table, layout.code + 9);
        bytesSize = entry(memory, table, layout.bytes + 1);
        bytesData = entry(memory, table, layout.bytes + 2);
        stringState = entry(memory, table, layout.unicode + 1);
        stringLength = entry(memory, table, layout.unicode + 2);
        stringHeader = entry(memory, table, layout.unicode + 3);
    }

    private static int entry(LinearMemory memory, int table, int index) {
        return (int) memory.loadLong(table + Long.BYTES * index);
    }

    /** Null if there is no such table, or one of a version not known here. */
    static DebugOffsets read(LinearMemory memory, int runtime) {
        if (memory.loadLong(runtime) != COOKIE) {
            return null;
        }
        return switch (entry(memory, runtime, VERSION) >>> 16) {
            case 0x030D -> new DebugOffsets(memory, runtime, V3_13);
            case 0x030E -> new DebugOffsets(memory, runtime, V3_14);
            default -> null;
        };
    }
}
