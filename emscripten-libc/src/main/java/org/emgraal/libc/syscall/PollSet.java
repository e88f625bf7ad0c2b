// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import org.emgraal.libc.abi.PollEvents;
import org.emgraal.libc.fs.FileDescriptorTable;
import org.emgraal.libc.fs.OpenFile;
import org.emgraal.libc.fs.Readiness;

/** Files to wait for, the events asked for and those found. */
final class PollSet {

    private final FileDescriptorTable descriptors;
    private final OpenFile[] files;
    private final int[] asked;
    private final int[] found;

    PollSet(FileDescriptorTable descriptors, int size) {
        this.descriptors = descriptors;
        this.files = new OpenFile[size];
        this.asked = new int[size];
        this.found = new int[size];
    }

    /** Asks for events of a descriptor; one that is not open is found invalid. */
    void add(int index, int descriptor, int events) {
        add(index, descriptors.find(descriptor), events);
        found[index] = files[index] == null ? PollEvents.POLLNVAL : 0;
    }

    void add(int index, OpenFile file, int events) {
        files[index] = file;
        asked[index] = events;
    }

    int result(int index) {
        return found[index];
    }

    /**
     * Waits until a file has an event asked for.
     *
     * @param nanoseconds negative waits without limit
     * @return the number of files that have one
     */
    int await(Readiness readiness, long nanoseconds) {
        long start = System.nanoTime();
        long seen = readiness.changes();
        int ready = test();
        if (ready > 0 || nanoseconds == 0) {
            return ready;
        }
        expect(true);
        try {
            while (true) {
                ready = test();
                long left = nanoseconds < 0 ? -1 : Math.max(0, nanoseconds - (System.nanoTime() - start));
                if (ready > 0 || left == 0) {
                    return ready;
                }
                readiness.await(seen, left);
                seen = readiness.changes();
            }
        } finally {
            expect(false);
        }
    }

    private int test() {
        int ready = 0;
        for (int i = 0; i < files.length; i++) {
            if (files[i] != null) {
                found[i] = PollEvents.normal(files[i].readiness()) & asked[i];
            }
            ready += found[i] != 0 ? 1 : 0;
        }
        return ready;
    }

    private void expect(boolean waiting) {
        for (int i = 0; i < files.length; i++) {
            if (files[i] != null) {
                files[i].expect(waiting ? asked[i] : 0);
            }
        }
    }
}
