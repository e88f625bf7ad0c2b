// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.emgraal.libc.fs.Terminal;
import org.emgraal.libc.fs.TerminalSettings;

/**
 * The terminal the JVM was started in. Java cannot ask for its size or change its mode; the command {@code stty} can, on
 * every Unix. Settings are restored when the JVM ends.
 *
 * <p>Limitations: where there is no {@code stty}, the size is that of {@code COLUMNS} and {@code LINES} and the mode
 * stays what it is; baud rates and parity are not applied.
 */
final class HostTerminal implements Terminal {

    private static final File DEVICE = new File("/dev/tty");
    private static final Pattern TERMINAL_NAME = Pattern.compile("/dev/(pts/.*|tty.*|console)");
    private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)\\s*");

    /** Bits of musl's termios.h by their names for stty, which are the same on all systems. */
    private static final Map<String, Integer> INPUT_FLAGS = Map.of("brkint", 02, "ignpar", 04, "istrip", 040, "inlcr", 0100,
                    "igncr", 0200, "icrnl", 0400, "ixon", 02000, "ixoff", 010000);
    private static final Map<String, Integer> OUTPUT_FLAGS = Map.of("opost", 01, "onlcr", 04);
    private static final Map<String, Integer> LOCAL_FLAGS = Map.of("isig", 01, "icanon", 02, "echo", 010, "echoe", 020,
                    "echok", 040, "echonl", 0100, "noflsh", 0200, "iexten", 0100000);
    /** Indices into {@code c_cc}. */
    private static final Map<String, Integer> CHARACTERS = new TreeMap<>(Map.of("intr", 0, "quit", 1, "erase", 2, "kill", 3,
                    "eof", 4, "start", 8, "stop", 9, "susp", 10));
    private static final int TIME = 5;
    private static final int MINIMUM = 6;

    /** What {@code stty -g} said before the first change; the JVM has one terminal, however many contexts use it. */
    private static String original;

    private final boolean[] terminals = new boolean[3];

    HostTerminal() {
        for (int descriptor = 0; descriptor < terminals.length; descriptor++) {
            terminals[descriptor] = detect(descriptor);
        }
    }

    /** Linux tells for each descriptor; elsewhere the console's word counts for all. */
    private static boolean detect(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            return TERMINAL_NAME.matcher(Files.readSymbolicLink(link).toString()).matches();
        } catch (IOException | UnsupportedOperationException | SecurityException noProc) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    @Override
    public boolean isTerminal(int descriptor) {
        return terminals[descriptor];
    }

    @Override
    public int columns() {
        return size(2, "COLUMNS");
    }

    @Override
    public int rows() {
        return size(1, "LINES");
    }

    private static int size(int group, String variable) {
        String said = stty(List.of("size"));
        Matcher size = SIZE.matcher(said == null ? "" : said);
        if (size.matches()) {
            return Integer.parseInt(size.group(group));
        }
        try {
            return Integer.parseInt(System.getenv().getOrDefault(variable, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public void configure(TerminalSettings settings) {
        remember();
        List<String> words = new ArrayList<>();
        add(words, INPUT_FLAGS, settings.inputFlags());
        add(words, OUTPUT_FLAGS, settings.outputFlags());
        add(words, LOCAL_FLAGS, settings.localFlags());
        byte[] characters = settings.controlCharacters();
        CHARACTERS.forEach((name, index) -> {
            words.add(name);
            words.add(characters[index] == 0 ? "undef" : name(characters[index]));
        });
        if (!settings.lineMode()) {
            words.addAll(List.of("min", "" + (characters[MINIMUM] & 0xFF), "time", "" + (characters[TIME] & 0xFF)));
        }
        stty(words);
    }

    /** Control characters as stty takes them: {@code ^C}, and {@code ^?} for DEL. */
    private static String name(byte character) {
        return character < ' ' ? "^" + (char) (character + '@') : character == 127 ? "^?" : "" + (char) character;
    }

    private static void add(List<String> words, Map<String, Integer> flags, int value) {
        flags.forEach((name, bit) -> words.add((value & bit) != 0 ? name : "-" + name));
    }

    private static synchronized void remember() {
        if (original == null) {
            String settings = stty(List.of("-g"));
            if (settings != null) {
                original = settings.strip();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stty(List.of(original))));
            }
        }
    }

    /** What the command says; null if there is none or it fails. */
    private static String stty(List<String> words) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(words);
        try {
            Process process = new ProcessBuilder(command).redirectInput(DEVICE)
                            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.waitFor() == 0 ? output : null;
        } catch (IOException noCommand) {
            return null;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
