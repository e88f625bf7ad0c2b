// SPDX-License-Identifier: Apache-2.0
/** The Truffle languages {@code emscripten} (WebAssembly programs) and {@code emscripten-python} (CPython inside one). */
@SuppressWarnings("module")
module org.emgraal.language {
    requires org.emgraal.libc;
    requires org.emgraal.tarfs;
    requires org.graalvm.polyglot;
    requires org.graalvm.truffle;
    requires jdk.unsupported;

    exports org.emgraal;
    // For classes that were generated ahead of time.
    exports org.emgraal.runtime to org.emgraal.generated;
    exports org.emgraal.bytecode.support to org.emgraal.generated;
    // Nobody looks for one: this alone brings the module of such classes in where it is present.
    uses org.emgraal.bytecode.support.FunctionFactory;

    provides com.oracle.truffle.api.provider.TruffleLanguageProvider with
                    org.emgraal.EmscriptenLanguageProvider, org.emgraal.EmscriptenPythonLanguageProvider;
}
