// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import static org.emgraal.libc.net.SocketErrors.checked;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Bytes taken from a channel before the program wants them: how else to tell whether there are any, or to look at them
 * without taking them.
 */
final class ReadAhead {

    private static final int SIZE = 16384;

    private final ByteBuffer bytes = ByteBuffer.allocate(SIZE).limit(0);
    private boolean ended;

    /** Whether the channel has no more than what is here. */
    boolean ended() {
        return ended;
    }

    /** The number of bytes here, after looking for some if there were none. */
    int fill(ReadableByteChannel channel) {
        if (!bytes.hasRemaining() && !ended) {
            bytes.clear();
            int count = 0;
            try {
                count = checked(() -> channel.read(bytes));
            } finally {
                bytes.flip();
                ended = count < 0;
            }
        }
        return bytes.remaining();
    }

    /** Takes what there is; 0 if there is nothing yet, or no more. */
    int take(ReadableByteChannel channel, ByteBuffer target) {
        if (!bytes.hasRemaining() && !ended && target.remaining() >= SIZE) {
            int count = checked(() -> channel.read(target));
            ended = count < 0;
            return Math.max(0, count);
        }
        int count = peek(channel, target);
        bytes.position(bytes.position() + count);
        return count;
    }

    /** Copies what {@link #take} would take, up to a buffer's length. */
    int peek(ReadableByteChannel channel, ByteBuffer target) {
        int count = Math.min(fill(channel), target.remaining());
        target.put(target.position(), bytes, bytes.position(), count);
        target.position(target.position() + count);
        return count;
    }
}
