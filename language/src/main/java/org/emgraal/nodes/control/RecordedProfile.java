// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * The block counts of a very large function in an earlier run. CPython's evaluation loop is compiled some seconds after
 * the start of a process; a recorded profile makes that code fit the programs that come later too, instead of only the
 * one that happened to run first. It is found by the checksum of the function's code, so that it serves each module
 * that has this function. {@code benchmarks/profile.sh} records the profiles in the resource folder {@code profiles}.
 *
 * @param entries how often each block was entered; not 0 if it is worth compiling
 * @param taken how often the branch at its end was taken
 */
public record RecordedProfile(int[] entries, int[] taken) {

    /** Functions with fewer blocks have none: they reach their final code soon enough. */
    static final int MIN_BLOCKS = 1000;

    /** A block that was entered this much less often than the hottest is left out. */
    private static final int SHIFT = 18;
    /** The hottest block's count in a file; what was entered less often there counts as once. */
    private static final int HOTTEST = 1 << 20;

    /** The profile of the function with this code, or null if there is none, or one of another translation. */
    public static RecordedProfile find(byte[] module, int start, int end, int blocks) {
        if (blocks < MIN_BLOCKS) {
            return null;
        }
        try (InputStream resource = RecordedProfile.class.getResourceAsStream("/org/emgraal/profiles/" + fileName(module, start, end))) {
            return resource == null ? null : read(resource, blocks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordedProfile read(InputStream resource, int blocks) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII));
        reader.readLine();
        if (!reader.readLine().equals("blocks " + blocks)) {
            return null;
        }
        int[] entries = new int[blocks];
        int[] taken = new int[blocks];
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            String[] numbers = line.split(" ");
            int block = Integer.parseInt(numbers[0]);
            entries[block] = Integer.parseInt(numbers[1]);
            taken[block] = Integer.parseInt(numbers[2]);
        }
        return new RecordedProfile(entries, taken);
    }

    /** Writes what a run has counted: a comment, the number of blocks, then of each hot block number, entries, taken. */
    static void write(Path folder, String function, byte[] module, int start, int end, BlockProfile profile) throws IOException {
        int hottest = profile.hottest();
        StringBuilder text = new StringBuilder("# ").append(function).append('\n');
        text.append("blocks ").append(profile.entries().length).append('\n');
        for (int i = 0; i < profile.entries().length; i++) {
            int count = BlockProfile.saturated(profile.entries()[i]);
            if (count > hottest >>> SHIFT) {
                text.append(i).append(' ').append(scaled(count, hottest)).append(' ')
                                .append(scaled(BlockProfile.saturated(profile.taken()[i]), hottest)).append('\n');
            }
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(fileName(module, start, end)), text);
    }

    private static long scaled(int count, int hottest) {
        return count == 0 ? 0 : Math.max(1, (long) count * HOTTEST / hottest);
    }

    private static String fileName(byte[] module, int start, int end) {
        CRC32 checksum = new CRC32();
        checksum.update(module, start, end - start);
        return "%08x-%d.profile".formatted(checksum.getValue(), end - start);
    }
}
