// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import org.emgraal.tarfs.BundledApplication;
import org.graalvm.polyglot.Context;

/**
 * Contexts that see the Python packages and sources in the application's own jar, where the goal {@code process-resources}
 * of {@code emgraal-maven-plugin} has put them. They are read from the class path and unpacked nowhere; Python sees them,
 * read-only, in front of its own library.
 */
public final class EmgraalResources {

    private EmgraalResources() {
    }

    /**
     * A builder of contexts for {@code emscripten-python}, which grant nothing else. The first evaluation fails, and says
     * what to do, if there are no such packages.
     */
    public static Context.Builder contextBuilder() {
        return contextBuilder(BundledApplication.FOLDER);
    }

    /**
     * As {@link #contextBuilder()}, for resources in another folder of the class path.
     *
     * @param folder as configured in the plugin, for example {@code META-INF/emgraal/reports}
     */
    public static Context.Builder contextBuilder(String folder) {
        return Context.newBuilder(EmscriptenPythonLanguage.ID).option(EmscriptenPythonLanguage.ID + ".Resources", folder);
    }
}
