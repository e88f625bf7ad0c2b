// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.emgraal.runtime.InstanceState;

/**
 * A {@link StartSnapshot} in a file: magic number, CRC-32C of all that follows, then the parts, each array after its
 * length. Numbers are little-endian. The first part is a key that tells what the snapshot belongs to.
 */
public final class SnapshotFile {

    private static final long MAGIC = 0x3150414E53524D45L; // "EMRSNAP1" in little-endian order; the digit is the layout's version
    private static final int CONTENT_AT = 12;

    private SnapshotFile() {
    }

    /** What is wrong with a file. */
    public static final class UnusableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    /**
     * @param bytes the file's content
     * @param key what the snapshot must belong to
     * @throws UnusableException if it belongs to something else, or is damaged
     */
    public static StartSnapshot read(byte[] bytes, String key) throws UnusableException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (in.getLong() != MAGIC) {
                throw new UnusableException("it is of another format");
            }
            if (in.getInt() != checksum(bytes, bytes.length)) {
                throw new UnusableException("its checksum is wrong");
            }
            byte[] name = new byte[in.getInt()];
            in.get(name);
            if (!new String(name, StandardCharsets.UTF_8).equals(key)) {
                throw new UnusableException("it belongs to another build");
            }
            StartSnapshot.Prepared prepared = new StartSnapshot.Prepared(in.getInt(), in.getInt(), in.getInt());
            int[] helpers = ints(in);
            int[] timeZone = ints(in);
            int pages = in.getInt();
            int[] blocks = ints(in);
            long[] globals = new long[in.getInt()];
            in.asLongBuffer().get(globals);
            in.position(in.position() + Long.BYTES * globals.length);
            byte[] content = new byte[in.getInt()];
            in.get(content);
            return new StartSnapshot(prepared, new InstanceState(pages, blocks, content, globals), helpers, timeZone);
        } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException cutOff) {
            throw new UnusableException("it is cut off");
        }
    }

    /** Replaces the file, so that whoever reads it sees the old or the new one. */
    public static void write(Path file, String key, StartSnapshot snapshot) throws IOException {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        InstanceState state = snapshot.state();
        int size = CONTENT_AT + Integer.BYTES * (10 + snapshot.helpers().length + snapshot.timeZone().length + state.blocks().length)
                        + Long.BYTES * state.globals().length + name.length + state.content().length;
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(MAGIC).putInt(0).putInt(name.length).put(name);
        out.putInt(snapshot.prepared().heap()).putInt(snapshot.prepared().tableSize()).putInt(snapshot.prepared().modules());
        put(out, snapshot.helpers());
        put(out, snapshot.timeZone());
        out.putInt(state.pages());
        put(out, state.blocks());
        out.putInt(state.globals().length);
        for (long global : state.globals()) {
            out.putLong(global);
        }
        out.putInt(state.content().length).put(state.content());
        out.putInt(Long.BYTES, checksum(out.array(), out.position()));
        Path temporary = file.resolveSibling("%s.%d.%d".formatted(file.getFileName(), ProcessHandle.current().pid(), Thread.currentThread().threadId()));
        try {
            try (OutputStream stream = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW)) {
                stream.write(out.array(), 0, out.position());
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, CONTENT_AT, Math.max(0, length - CONTENT_AT));
        return (int) checksum.getValue();
    }

    private static int[] ints(ByteBuffer in) {
        int[] values = new int[in.getInt()];
        in.asIntBuffer().get(values);
        in.position(in.position() + Integer.BYTES * values.length);
        return values;
    }

    private static void put(ByteBuffer out, int[] values) {
        out.putInt(values.length);
        for (int value : values) {
            out.putInt(value);
        }
    }
}
