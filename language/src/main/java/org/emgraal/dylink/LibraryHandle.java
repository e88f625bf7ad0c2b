// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.fs.GuestText;

/**
 * What a program asks for: a {@code struct dso} that its C library has just filled (Emscripten
 * system/lib/libc/musl/src/internal/dynlink.h). The struct has changed over the years, and nothing in a program says
 * which one it has; but all but flags, name and file are still zero, and the flags are never zero.
 */
record LibraryHandle(LinearMemory memory, int address, Layout layout) {

    /** Offsets in {@code struct dso}. */
    private enum Layout {
        /** Up to 3.1.28: two links and the callbacks of an asynchronous load come first. */
        WITH_CALLBACKS(20, 44, 0),
        /** 3.1.29 and 3.1.30. */
        WITH_LINKS(8, 32, 0),
        /** 3.1.31 to 3.1.38: one pointer to an event comes first. */
        WITH_EVENT(4, 28, 0),
        /** Since 3.1.39 the C library reads the file. */
        WITH_FILE(4, 36, 28);

        private final int flags;
        private final int name;
        private final int file;

        Layout(int flags, int name, int file) {
            this.flags = flags;
            this.name = name;
            this.file = file;
        }
    }

    /** dlfcn.h. */
    private static final int RTLD_GLOBAL = 0x100;
    private static final int POINTER_ALIGNMENT = 8;

    static LibraryHandle at(LinearMemory memory, int address) {
        return new LibraryHandle(memory, address, layout(memory, address));
    }

    private static Layout layout(LinearMemory memory, int address) {
        if (memory.loadInt(address + Layout.WITH_FILE.flags) != 0) {
            return holdsFile(memory, address) ? Layout.WITH_FILE : Layout.WITH_EVENT;
        }
        return memory.loadInt(address + Layout.WITH_CALLBACKS.flags) != 0 ? Layout.WITH_CALLBACKS : Layout.WITH_LINKS;
    }

    /** Whether there is no name but a null pointer, or a pointer to as many bytes as the next word says. */
    private static boolean holdsFile(LinearMemory memory, int address) {
        long data = Integer.toUnsignedLong(memory.loadInt(address + Layout.WITH_FILE.file));
        long size = Integer.toUnsignedLong(memory.loadInt(address + Layout.WITH_FILE.file + Integer.BYTES));
        return data == 0 || data % POINTER_ALIGNMENT == 0 && data + size <= memory.size();
    }

    String name() {
        return GuestText.decode(memory.readCString(address + layout.name));
    }

    boolean isGlobal() {
        return (memory.loadInt(address + layout.flags) & RTLD_GLOBAL) != 0;
    }

    /** What the C library has already read, or null. */
    byte[] file() {
        int data = layout.file == 0 ? 0 : memory.loadInt(address + layout.file);
        if (data == 0) {
            return null;
        }
        byte[] content = new byte[memory.loadInt(address + layout.file + Integer.BYTES)];
        memory.read(data, content, 0, content.length);
        return content;
    }
}
