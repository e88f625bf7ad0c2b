// SPDX-License-Identifier: Apache-2.0
/** The commands {@code polyglot} and {@code emscripten-python}. */
module org.emgraal.launcher {
    requires org.emgraal.tarfs;
    requires org.graalvm.launcher;
    requires org.graalvm.polyglot;
}
