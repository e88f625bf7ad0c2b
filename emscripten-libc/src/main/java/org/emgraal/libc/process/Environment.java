// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import java.util.List;
import java.util.Map;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.fs.GuestText;

/** Environment, arguments and randomness, handed over the way WASI does. */
final class Environment {

    private final GuestProcess process;

    Environment(GuestProcess process) {
        this.process = process;
    }

    void environSizes(int count, int size) {
        storeSizes(variables(), count, size);
    }

    void environ(int pointers, int strings) {
        store(variables(), pointers, strings);
    }

    void argsSizes(int count, int size) {
        storeSizes(process.arguments(), count, size);
    }

    void args(int pointers, int strings) {
        store(process.arguments(), pointers, strings);
    }

    private List<String> variables() {
        return process.environment().entrySet().stream().map(Environment::assignment).toList();
    }

    private static String assignment(Map.Entry<String, String> variable) {
        return variable.getKey() + "=" + variable.getValue();
    }

    private void storeSizes(List<String> texts, int count, int size) {
        process.memory().storeInt(count, texts.size());
        process.memory().storeInt(size, texts.stream().mapToInt(text -> GuestText.encode(text).length + 1).sum());
    }

    private void store(List<String> texts, int pointers, int strings) {
        LinearMemory memory = process.memory();
        int pointer = pointers;
        int string = strings;
        for (String text : texts) {
            byte[] bytes = GuestText.encode(text + "\0");
            memory.storeInt(pointer, string);
            memory.write(string, bytes, 0, bytes.length);
            pointer += Integer.BYTES;
            string += bytes.length;
        }
    }

    /** The program's name, cut to the buffer. */
    void programName(int buffer, int size) {
        if (size > 0) {
            process.storeString(process.arguments().isEmpty() ? "" : process.arguments().get(0), buffer, size);
        }
    }

    void random(int buffer, int length) {
        byte[] bytes = new byte[process.memory().slice(buffer, length).remaining()];
        process.random().nextBytes(bytes);
        process.memory().write(buffer, bytes, 0, length);
    }
}
