// SPDX-License-Identifier: Apache-2.0
/** System calls, file systems, clocks and sockets of Emscripten programs, in plain Java. */
module org.emgraal.libc {
    requires java.management;

    exports org.emgraal.libc;
    exports org.emgraal.libc.abi;
    exports org.emgraal.libc.fs;
    exports org.emgraal.libc.net;
    exports org.emgraal.libc.process;
}
