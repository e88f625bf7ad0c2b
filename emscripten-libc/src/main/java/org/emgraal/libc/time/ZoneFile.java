// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A time zone read from a compiled time zone file (RFC 8536), version 2 or later. */
final class ZoneFile implements Zone {

    private static final int MAGIC = 0x545A6966;
    private static final int HEADER = 44;

    private final long[] transitions;
    /** What holds from each transition on. */
    private final Offset[] offsets;
    /** What holds before the first transition. */
    private final Offset before;
    /** What holds after the last transition, or null. */
    private final Zone after;

    /** Decodes a file; any exception means that it is malformed. */
    ZoneFile(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        Header first = new Header(file, 0);
        if (first.version < '2') {
            throw new IllegalArgumentException("time zone file of version 1");
        }
        Header header = new Header(file, HEADER + first.blockLength(4));
        file.position(header.at + HEADER);
        transitions = new long[header.transitions];
        for (int i = 0; i < transitions.length; i++) {
            transitions[i] = file.getLong();
        }
        byte[] indices = new byte[header.transitions];
        file.get(indices);
        Offset[] types = types(file, header);
        offsets = new Offset[header.transitions];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = types[indices[i] & 0xFF];
        }
        before = types[0];
        int footer = header.at + HEADER + header.blockLength(8);
        String rule = new String(bytes, footer, bytes.length - footer, StandardCharsets.US_ASCII).strip();
        after = rule.isEmpty() ? null : PosixZone.parse(rule);
    }

    private static Offset[] types(ByteBuffer file, Header header) {
        int start = file.position();
        int names = start + 6 * header.types;
        Offset[] types = new Offset[header.types];
        for (int i = 0; i < types.length; i++) {
            int at = start + 6 * i;
            int name = names + (file.get(at + 5) & 0xFF);
            int end = name;
            while (file.get(end) != 0) {
                end++;
            }
            types[i] = new Offset(file.getInt(at), file.get(at + 4) != 0,
                            new String(file.array(), name, end - name, StandardCharsets.US_ASCII));
        }
        return types;
    }

    @Override
    public Offset at(long epochSecond) {
        int index = Arrays.binarySearch(transitions, epochSecond);
        int last = index >= 0 ? index : -index - 2;
        if (last < 0) {
            return before;
        }
        return last == transitions.length - 1 && after != null ? after.at(epochSecond) : offsets[last];
    }

    private static final class Header {

        final int at;
        final int version;
        final int utcIndicators;
        final int standardIndicators;
        final int leapSeconds;
        final int transitions;
        final int types;
        final int characters;

        Header(ByteBuffer file, int at) {
            if (file.getInt(at) != MAGIC) {
                throw new IllegalArgumentException("no time zone file");
            }
            this.at = at;
            version = file.get(at + 4);
            utcIndicators = file.getInt(at + 20);
            standardIndicators = file.getInt(at + 24);
            leapSeconds = file.getInt(at + 28);
            transitions = file.getInt(at + 32);
            types = file.getInt(at + 36);
            characters = file.getInt(at + 40);
        }

        /** @param timeSize bytes of a transition time in this block */
        int blockLength(int timeSize) {
            return transitions * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4) +
                            standardIndicators +
                            utcIndicators;
        }
    }
}
