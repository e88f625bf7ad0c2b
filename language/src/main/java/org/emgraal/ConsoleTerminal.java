// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import org.emgraal.libc.fs.Terminal;
import org.emgraal.libc.fs.TerminalSettings;

/**
 * The terminal of the JVM's own console. Limitations: width and height are those of {@code COLUMNS} and {@code LINES}
 * or unknown; raw mode is not applied.
 */
final class ConsoleTerminal implements Terminal {

    private final boolean interactive = System.console() != null && System.console().isTerminal();

    @Override
    public boolean isTerminal(int descriptor) {
        return interactive;
    }

    @Override
    public int columns() {
        return size("COLUMNS");
    }

    @Override
    public int rows() {
        return size("LINES");
    }

    private static int size(String variable) {
        String value = System.getenv(variable);
        try {
            return value == null ? 0 : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public void configure(TerminalSettings settings) {
    }
}
