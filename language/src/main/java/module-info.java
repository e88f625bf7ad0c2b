// SPDX-License-Identifier: Apache-2.0
/** The Truffle languages {@code emscripten} (WebAssembly programs) and {@code emscripten-python} (CPython inside one). */
module org.emgraal.language {
    requires org.emgraal.libc;
    requires org.emgraal.tarfs;
    requires org.graalvm.polyglot;
    requires org.graalvm.truffle;
    requires jdk.unsupported;

    exports org.emgraal;

    provides com.oracle.truffle.api.provider.TruffleLanguageProvider with
                    org.emgraal.EmscriptenLanguageProvider, org.emgraal.EmscriptenPythonLanguageProvider;
}
