// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.emgraal.module.CustomSection;
import org.emgraal.module.DataSegment;
import org.emgraal.module.DylinkInfo;
import org.emgraal.module.ElementSegment;
import org.emgraal.module.Export;
import org.emgraal.module.ExternalKind;
import org.emgraal.module.FunctionBody;
import org.emgraal.module.GlobalDefinition;
import org.emgraal.module.Import;
import org.emgraal.module.MemoryType;
import org.emgraal.module.TableDefinition;
import org.emgraal.module.TypeDefinition;
import org.emgraal.module.WasmModule;

/**
 * Decodes the binary format (specification, "Binary Format / Modules") into a {@link WasmModule}. Function bodies and
 * data stay ranges of the bytes, so decoding takes time in proportion to the number of definitions, not to the size of
 * the code. What is well-formed here can still be invalid, or malformed inside a function body; see
 * {@link org.emgraal.validation.ModuleValidator}.
 *
 * <p>
 * No declared count is trusted: memory grows only with bytes that were read.
 */
public final class ModuleDecoder {

    private static final int MAGIC = 0x6D736100;
    private static final int VERSION = 1;

    /** Known sections in the order in which they must appear; {@link Enum#ordinal} is not their number. */
    private enum Section {
        TYPE(1),
        IMPORT(2),
        FUNCTION(3),
        TABLE(4),
        MEMORY(5),
        TAG(13),
        GLOBAL(6),
        EXPORT(7),
        START(8),
        ELEMENT(9),
        DATA_COUNT(12),
        CODE(10),
        DATA(11);

        private static final int CUSTOM_ID = 0;

        private final int id;

        Section(int id) {
            this.id = id;
        }

        static Section of(int id, int offset) {
            for (Section section : values()) {
                if (section.id == id) {
                    return section;
                }
            }
            throw new MalformedModuleException("malformed section id", offset);
        }
    }

    private final String name;
    private final byte[] bytes;
    private final ModuleLimits limits;

    private List<TypeDefinition> types = List.of();
    private final List<Import> imports = new ArrayList<>();
    private int[] definedFunctions = new int[0];
    private final List<TableDefinition> tables = new ArrayList<>();
    private final List<MemoryType> memories = new ArrayList<>();
    private final List<GlobalDefinition> globals = new ArrayList<>();
    private final List<Integer> definedTags = new ArrayList<>();
    private final List<Export> exports = new ArrayList<>();
    private int startFunction = -1;
    private final List<ElementSegment> elements = new ArrayList<>();
    private int dataCount = -1;
    private final List<DataSegment> data = new ArrayList<>();
    private FunctionBody[] bodies = new FunctionBody[0];
    private final List<CustomSection> customSections = new ArrayList<>();

    private ModuleDecoder(String name, byte[] bytes, ModuleLimits limits) {
        this.name = name;
        this.bytes = bytes;
        this.limits = limits;
    }

    /** Decodes with {@link ModuleLimits#DEFAULT}. */
    public static WasmModule decode(String name, byte[] bytes) {
        return decode(name, bytes, ModuleLimits.DEFAULT);
    }

    /**
     * Decodes a module.
     *
     * @param name what messages and stack traces call the module
     * @param bytes the whole binary, which the module keeps and nobody may change
     * @throws MalformedModuleException if the bytes are no module or exceed the limits
     */
    public static WasmModule decode(String name, byte[] bytes, ModuleLimits limits) {
        ModuleDecoder decoder = new ModuleDecoder(name, bytes, limits);
        decoder.readSections();
        return decoder.module();
    }

    private void readSections() {
        WasmReader reader = new WasmReader(bytes, 0, bytes.length);
        if (reader.readF32() != MAGIC) {
            throw new MalformedModuleException("magic header not detected", 0);
        }
        if (reader.readF32() != VERSION) {
            throw new MalformedModuleException("unknown binary version", Integer.BYTES);
        }
        int last = -1;
        while (!reader.atEnd()) {
            int at = reader.position();
            int id = reader.readU8();
            int size = reader.readU32();
            if (Integer.compareUnsigned(size, bytes.length - reader.position()) > 0) {
                throw new MalformedModuleException("length out of bounds", at);
            }
            int start = reader.position();
            reader.skip(size);
            WasmReader content = new WasmReader(bytes, start, start + size);
            if (id == Section.CUSTOM_ID) {
                customSections.add(new CustomSection(content.readName(), content.position(), content.end()));
                continue;
            }
            Section section = Section.of(id, at);
            if (section.ordinal() <= last) {
                throw new MalformedModuleException("unexpected content after last section", at);
            }
            last = section.ordinal();
            readSection(section, content);
            if (!content.atEnd()) {
                throw new MalformedModuleException("section size mismatch", content.position());
            }
        }
        if (bodies.length != definedFunctions.length) {
            throw new MalformedModuleException("function and code section have inconsistent lengths", bytes.length);
        }
        if (dataCount >= 0 && dataCount != data.size()) {
            throw new MalformedModuleException("data count and data section have inconsistent lengths", bytes.length);
        }
    }

    private void readSection(Section section, WasmReader reader) {
        switch (section) {
            case TYPE -> types = TypeSection.read(reader, limits);
            case IMPORT -> {
                for (int i = readCount(reader, "imports", limits.imports()); i > 0; i--) {
                    imports.add(readImport(reader));
                }
            }
            case FUNCTION -> {
                definedFunctions = new int[readCount(reader, "functions", limits.functions())];
                Arrays.setAll(definedFunctions, i -> reader.readIndex());
            }
            case TABLE -> {
                for (int i = readCount(reader, "tables", limits.tables()); i > 0; i--) {
                    tables.add(readTable(reader));
                }
            }
            case MEMORY -> {
                for (int i = readCount(reader, "memories", limits.memories()); i > 0; i--) {
                    memories.add(EntityTypes.readMemory(reader));
                }
            }
            case TAG -> {
                for (int i = readCount(reader, "tags", limits.tags()); i > 0; i--) {
                    definedTags.add(EntityTypes.readTag(reader));
                }
            }
            case GLOBAL -> {
                for (int i = readCount(reader, "globals", limits.globals()); i > 0; i--) {
                    globals.add(new GlobalDefinition(EntityTypes.readGlobal(reader),
                                    InstructionReader.readConstantExpression(reader)));
                }
            }
            case EXPORT -> {
                for (int i = readCount(reader, "exports", limits.exports()); i > 0; i--) {
                    exports.add(new Export(reader.readName(), readKind(reader, "malformed export kind"),
                                    reader.readIndex()));
                }
            }
            case START -> startFunction = reader.readIndex();
            case ELEMENT -> {
                for (int i = readCount(reader, "element segments", limits.elementSegments()); i > 0; i--) {
                    elements.add(SegmentSections.readElement(reader, limits));
                }
            }
            case DATA_COUNT -> {
                int at = reader.position();
                dataCount = reader.readIndex();
                ModuleLimits.check("data segments", dataCount, limits.segments(), at);
            }
            case CODE -> {
                int at = reader.position();
                bodies = new FunctionBody[readCount(reader, "functions", limits.functions())];
                if (bodies.length != definedFunctions.length) {
                    throw new MalformedModuleException("function and code section have inconsistent lengths", at);
                }
                Arrays.setAll(bodies, i -> readBody(reader));
            }
            case DATA -> {
                for (int i = readCount(reader, "data segments", limits.segments()); i > 0; i--) {
                    data.add(SegmentSections.readData(reader));
                }
            }
        }
    }

    private Import readImport(WasmReader reader) {
        String module = reader.readName();
        String field = reader.readName();
        return switch (readKind(reader, "malformed import kind")) {
            case FUNCTION -> new Import.Function(module, field, reader.readIndex());
            case TABLE -> new Import.Table(module, field, EntityTypes.readTable(reader));
            case MEMORY -> new Import.Memory(module, field, EntityTypes.readMemory(reader));
            case GLOBAL -> new Import.Global(module, field, EntityTypes.readGlobal(reader));
            case TAG -> new Import.Tag(module, field, EntityTypes.readTag(reader));
        };
    }

    private static TableDefinition readTable(WasmReader reader) {
        if (reader.peekU8() != TypeCodes.TABLE_WITH_INITIALIZER) {
            return new TableDefinition(EntityTypes.readTable(reader), null);
        }
        reader.readU8();
        if (reader.readU8() != 0) {
            throw new MalformedModuleException("zero byte expected", reader.position() - 1);
        }
        return new TableDefinition(EntityTypes.readTable(reader), InstructionReader.readConstantExpression(reader));
    }

    private FunctionBody readBody(WasmReader reader) {
        int at = reader.position();
        int size = reader.readCount();
        ModuleLimits.check("bytes in a function body", size, limits.functionBytes(), at);
        int start = reader.position();
        reader.skip(size);
        return new FunctionBody(start, start + size);
    }

    private static ExternalKind readKind(WasmReader reader, String error) {
        ExternalKind[] kinds = ExternalKind.values();
        int kind = reader.readU8();
        if (kind >= kinds.length) {
            throw new MalformedModuleException(error, reader.position() - 1);
        }
        return kinds[kind];
    }

    private static int readCount(WasmReader reader, String what, int limit) {
        int at = reader.position();
        int count = reader.readCount();
        ModuleLimits.check(what, count, limit, at);
        return count;
    }

    private WasmModule module() {
        DylinkInfo dylink = null;
        Map<Integer, String> functionNames = Map.of();
        for (CustomSection section : customSections) {
            switch (section.name()) {
                case DylinkSection.NAME -> dylink = DylinkSection.read(bytes, section);
                case NameSection.NAME -> functionNames = NameSection.functionNames(bytes, section);
                default -> {
                }
            }
        }
        return new WasmModule(name, bytes, List.copyOf(types), List.copyOf(imports), functionTypes(),
                        List.copyOf(tables), List.copyOf(memories), List.copyOf(globals), tagTypes(),
                        List.copyOf(exports), startFunction, List.copyOf(elements), dataCount, List.copyOf(data),
                        bodies, List.copyOf(customSections), functionNames, dylink);
    }

    private int[] functionTypes() {
        int[] imported = imports.stream().filter(Import.Function.class::isInstance)
                        .mapToInt(anImport -> ((Import.Function) anImport).typeIndex()).toArray();
        int[] all = Arrays.copyOf(imported, imported.length + definedFunctions.length);
        System.arraycopy(definedFunctions, 0, all, imported.length, definedFunctions.length);
        return all;
    }

    private int[] tagTypes() {
        List<Integer> all = new ArrayList<>();
        for (Import anImport : imports) {
            if (anImport instanceof Import.Tag tag) {
                all.add(tag.typeIndex());
            }
        }
        all.addAll(definedTags);
        return all.stream().mapToInt(Integer::intValue).toArray();
    }
}
