// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import java.util.HashMap;
import java.util.Map;
import org.emgraal.module.CustomSection;

/** The {@code name} custom section (specification, "Appendix: Custom Sections"), of which only functions matter. */
public final class NameSection {

    public static final String NAME = "name";

    private static final int FUNCTION_NAMES = 1;

    private NameSection() {
    }

    /**
     * Reads the names of functions. A broken name section is no error: the specification forbids rejecting a module
     * for it. Names before the broken place are kept.
     *
     * @return names by function index
     */
    public static Map<Integer, String> functionNames(byte[] bytes, CustomSection section) {
        Map<Integer, String> names = new HashMap<>();
        WasmReader reader = new WasmReader(bytes, section.start(), section.end());
        try {
            while (!reader.atEnd()) {
                int id = reader.readU8();
                int size = reader.readCount();
                if (id == FUNCTION_NAMES) {
                    for (int count = reader.readCount(); count > 0; count--) {
                        names.put(reader.readU32(), reader.readName());
                    }
                    break;
                }
                reader.skip(size);
            }
        } catch (MalformedModuleException ignored) {
            // As documented: what could be read is what we know.
        }
        return Map.copyOf(names);
    }
}
