// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

import org.graalvm.launcher.PolyglotLauncher;

/** The {@code polyglot} command: GraalVM's own launcher, on a thread with a deep stack. */
public final class PolyglotMain {

    private PolyglotMain() {
    }

    public static void main(String[] arguments) {
        GuestThread.run(() -> PolyglotLauncher.main(arguments));
    }
}
