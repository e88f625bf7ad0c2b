// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import org.emgraal.runtime.ModuleCode;

/** Finds the classes that the build has generated of a module, on the module path or the class path of the languages. */
final class GeneratedAhead {

    private static final System.Logger LOG = System.getLogger("org.emgraal.bytecode");

    private GeneratedAhead() {
    }

    /** The loader of the classes: the one that has loaded this class. Others see other classes of the same names. */
    static ClassLoader loader() {
        return GeneratedAhead.class.getClassLoader();
    }

    /** What is known of the classes, if they do for the module; else null. */
    static CodeManifest find(ModuleCode code, Names names) {
        String name = code.module().name();
        try (InputStream stream = loader().getResourceAsStream(CodeManifest.file(names))) {
            if (stream == null) {
                return null;
            }
            CodeManifest found = CodeManifest.read(stream);
            String refusal = found.refusal(CodeManifest.of(code.module(), code.recursionPoints(), found.stubs()), code.replaceable());
            if (refusal == null) {
                SignatureLoader.open(loader().loadClass(names.packageName() + ".Factory0").getModule());
                return found;
            }
            LOG.log(System.Logger.Level.DEBUG, "the generated classes of {0} are not used: {1}", name, refusal);
        } catch (IOException | IllegalArgumentException | ClassNotFoundException e) {
            LOG.log(System.Logger.Level.WARNING, "the generated classes of {0} are not used, because they cannot be read: {1}", name, e);
        }
        return null;
    }
}
