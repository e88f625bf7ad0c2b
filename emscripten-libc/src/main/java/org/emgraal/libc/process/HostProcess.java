// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the host knows of the process the JVM is: for programs that work with the host's files and must own them as it does.
 *
 * <p>Limits: read from Linux's {@code /proc/self/status}; elsewhere {@link #DEFAULT}, which is what Emscripten says.
 *
 * @param umask the permission bits that new files do not get
 */
public record HostProcess(int user, int group, int umask) {

    public static final HostProcess DEFAULT = new HostProcess(0, 0, 022);

    private static final HostProcess CURRENT = read(Path.of("/proc/self/status"));

    /** This process, as it was when first asked for. */
    public static HostProcess current() {
        return CURRENT;
    }

    /** Lines {@code Uid:}, {@code Gid:} and {@code Umask:} of proc_pid_status(5); the first number of each counts. */
    static HostProcess read(Path status) {
        int user = DEFAULT.user;
        int group = DEFAULT.group;
        int umask = DEFAULT.umask;
        try {
            for (String line : Files.readAllLines(status)) {
                String[] fields = line.split("\\s+");
                switch (fields[0]) {
                    case "Uid:" -> user = Integer.parseUnsignedInt(fields[1]);
                    case "Gid:" -> group = Integer.parseUnsignedInt(fields[1]);
                    case "Umask:" -> umask = Integer.parseInt(fields[1], 8);
                    default -> {
                    }
                }
            }
        } catch (IOException | SecurityException | NumberFormatException | IndexOutOfBoundsException unknown) {
            // Another system, or a field in another form: what has not been found stays as it is.
            return new HostProcess(user, group, umask);
        }
        return new HostProcess(user, group, umask);
    }
}
