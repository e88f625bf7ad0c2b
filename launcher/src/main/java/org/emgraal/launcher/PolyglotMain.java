// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

import java.util.ArrayList;
import java.util.List;
import org.graalvm.launcher.PolyglotLauncher;

/** The {@code polyglot} command: GraalVM's own launcher, on a thread with a deep stack. */
public final class PolyglotMain {

    private PolyglotMain() {
    }

    public static void main(String[] arguments) {
        GuestThread.run(() -> PolyglotLauncher.main(withDefaults(arguments)));
    }

    private static String[] withDefaults(String[] arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        for (String language : Tools.LANGUAGES) {
            String option = "--" + language + ".CodeCache=";
            if (all.stream().noneMatch(argument -> argument.startsWith(option)) && !CodeCacheFolder.path().isEmpty()) {
                all.add(0, option + CodeCacheFolder.path());
            }
        }
        if (all.stream().anyMatch(argument -> argument.startsWith("--") && Tools.isOfTool(argument.substring(2)))) {
            for (String language : Tools.LANGUAGES) {
                if (all.stream().noneMatch(argument -> argument.startsWith("--" + Tools.treesOnly(language)))) {
                    all.add(0, "--" + Tools.treesOnly(language) + "=false");
                }
            }
        }
        return all.toArray(String[]::new);
    }
}
