// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.emgraal.module.CustomSection;
import org.emgraal.module.DylinkInfo;

/** The {@code dylink.0} custom section (WebAssembly tool-conventions, DynamicLinking.md). */
public final class DylinkSection {

    public static final String NAME = "dylink.0";

    private static final int MEMORY_INFO = 1;
    private static final int NEEDED = 2;
    private static final int EXPORT_INFO = 3;
    private static final int IMPORT_INFO = 4;
    private static final int RUNTIME_PATH = 5;

    private static final int SYMBOL_BINDING_MASK = 3;
    private static final int SYMBOL_BINDING_WEAK = 1;
    private static final int SYMBOL_TLS = 0x100;

    private int memorySize;
    private int memoryAlignment;
    private int tableSize;
    private int tableAlignment;
    private final List<String> needed = new ArrayList<>();
    private final Set<String> tlsExports = new HashSet<>();
    private final Set<String> weakImports = new HashSet<>();
    private final List<String> runtimePaths = new ArrayList<>();

    private DylinkSection() {
    }

    /**
     * Reads the section. Unknown subsections are skipped, as the convention asks.
     *
     * @throws MalformedModuleException if it is cut short: such a library cannot be linked
     */
    public static DylinkInfo read(byte[] bytes, CustomSection section) {
        DylinkSection dylink = new DylinkSection();
        WasmReader reader = new WasmReader(bytes, section.start(), section.end());
        while (!reader.atEnd()) {
            int id = reader.readU8();
            int size = reader.readCount();
            int start = reader.position();
            reader.skip(size);
            dylink.readSubsection(id, new WasmReader(bytes, start, start + size));
        }
        return new DylinkInfo(dylink.memorySize, dylink.memoryAlignment, dylink.tableSize, dylink.tableAlignment,
                        List.copyOf(dylink.needed), Set.copyOf(dylink.tlsExports), Set.copyOf(dylink.weakImports),
                        List.copyOf(dylink.runtimePaths));
    }

    private void readSubsection(int id, WasmReader reader) {
        switch (id) {
            case MEMORY_INFO -> {
                memorySize = reader.readU32();
                memoryAlignment = reader.readU32();
                tableSize = reader.readU32();
                tableAlignment = reader.readU32();
            }
            case NEEDED -> readNames(reader, needed);
            case EXPORT_INFO -> {
                for (int count = reader.readCount(); count > 0; count--) {
                    String name = reader.readName();
                    if ((reader.readU32() & SYMBOL_TLS) != 0) {
                        tlsExports.add(name);
                    }
                }
            }
            case IMPORT_INFO -> {
                for (int count = reader.readCount(); count > 0; count--) {
                    String name = reader.readName() + "." + reader.readName();
                    if ((reader.readU32() & SYMBOL_BINDING_MASK) == SYMBOL_BINDING_WEAK) {
                        weakImports.add(name);
                    }
                }
            }
            case RUNTIME_PATH -> readNames(reader, runtimePaths);
            default -> {
            }
        }
    }

    private static void readNames(WasmReader reader, List<String> names) {
        for (int count = reader.readCount(); count > 0; count--) {
            names.add(reader.readName());
        }
    }
}
