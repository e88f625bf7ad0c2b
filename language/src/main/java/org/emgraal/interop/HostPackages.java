// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import java.util.HashSet;
import java.util.Set;

/** The Java packages an import statement can name: those of the boot layer's modules and of the class path. */
final class HostPackages {

    private HostPackages() {
    }

    private static final class Known {
        /** Also the packages above those that have classes. */
        private static final Set<String> NAMES = new HashSet<>();

        static {
            ModuleLayer.boot().modules().forEach(module -> module.getPackages().forEach(Known::add));
            for (Package loaded : Package.getPackages()) {
                add(loaded.getName());
            }
        }

        private static void add(String name) {
            String prefix = name;
            while (!prefix.isEmpty() && NAMES.add(prefix)) {
                prefix = prefix.substring(0, Math.max(0, prefix.lastIndexOf('.')));
            }
        }
    }

    static boolean exists(String name) {
        return Known.NAMES.contains(name);
    }
}
