// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostProcessTest {

    @TempDir
    Path folder;

    @Test
    void readsWhatLinuxSays() throws IOException {
        Path status = Files.writeString(folder.resolve("status"), "Name:\tjava\nUmask:\t0027\nUid:\t1000\t1001\t1002\t1003\n"
                        + "Gid:\t4294967295\t0\t0\t0\n");
        HostProcess process = HostProcess.read(status);
        assertEquals(1000, process.user());
        assertEquals(-1, process.group());
        assertEquals(027, process.umask());
    }

    @Test
    void elsewhereIsAsEmscripten() throws IOException {
        HostProcess process = HostProcess.read(folder.resolve("missing"));
        assertEquals(HostProcess.DEFAULT.user(), process.user());
        assertEquals(HostProcess.DEFAULT.umask(), process.umask());
        Path odd = Files.writeString(folder.resolve("odd"), "Umask:\nUid:\tx\n");
        assertEquals(HostProcess.DEFAULT.umask(), HostProcess.read(odd).umask());
    }
}
