// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.emgraal.module.Export;
import org.emgraal.module.Import;
import org.emgraal.module.WasmModule;

/**
 * What the JavaScript beside a program tells about it, read as text. Optimised programs have minified import and export
 * names; the glue's import map and its uses of the exports say what they stand for. The forms recognised are those that
 * Emscripten 3.1 to 6.0 writes: {@code wasmImports={b:_fd_seek,…}} ({@code asmLibraryArg} up to 3.1.27) and
 * {@code _main=Module["_main"]=wasmExports["e"]} ({@code Module["asm"]} up to 3.1.46).
 *
 * @param imports real names by minified ones
 * @param exports real names by minified ones
 * @param usesHostFiles whether the program was linked with {@code -sNODERAWFS}
 * @param setsTimesInMilliseconds whether it then gives the host milliseconds for seconds when it sets times, as 3.1.6 does
 */
public record Glue(Map<String, String> imports, Map<String, String> exports, boolean usesHostFiles,
                boolean setsTimesInMilliseconds) {

    /** For a program that comes without. */
    public static final Glue NONE = new Glue(Map.of(), Map.of(), false, false);

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(?<=[\\s,{])//[^\\n]*", Pattern.DOTALL);
    private static final Pattern IMPORT_MAP = Pattern.compile("\\b(?:wasmImports|asmLibraryArg)\\s*=\\s*\\{([^}]*)\\}");
    private static final Pattern IMPORT_ENTRY = Pattern.compile("\\s*[\"']?([\\w$]+)[\"']?\\s*(?::\\s*([\\w$]+)\\s*)?");
    private static final String EXPORTS = "(?:wasmExports|Module\\[[\"']asm[\"']\\]|(?<![\\w$])asm)";
    private static final Pattern EXPORT = Pattern.compile("([\\w$]+)\\s*=\\s*(?:Module\\[[\"'][\\w$]+[\"']\\]\\s*=\\s*)*"
                    + EXPORTS + "\\[[\"']([\\w$]+)[\"']\\]");
    /** The only export used without being named: {@code initRuntime} calls the constructors. */
    private static final Pattern CONSTRUCTORS = Pattern.compile(
                    "(?:function initRuntime\\(\\)\\s*\\{[^}]*?|addOnInit\\()" + EXPORTS + "\\[[\"']([\\w$]+)[\"']\\]");
    private static final String MILLISECOND_TIMES = "utime:function(){fs.utimesSync.apply(void 0,arguments)}";
    private static final Map<String, String> RUNTIME_NAMES = Map.of("wasmMemory", "memory", "wasmTable", "__indirect_function_table");

    /** Reads a {@code .js} or {@code .mjs} file. */
    public static Glue read(String text) {
        return new Glue(readImports(text), readExports(text), text.contains("NODERAWFS"), text.contains(MILLISECOND_TIMES));
    }

    private static Map<String, String> readImports(String text) {
        Map<String, String> names = new TreeMap<>();
        Matcher map = IMPORT_MAP.matcher(text);
        if (map.find()) {
            for (String entry : COMMENT.matcher(map.group(1)).replaceAll("").split(",")) {
                Matcher parts = IMPORT_ENTRY.matcher(entry);
                if (parts.matches()) {
                    String value = parts.group(2) == null ? parts.group(1) : parts.group(2);
                    names.put(parts.group(1), parts.group(2) == null ? value : realName(value));
                }
            }
        }
        return Collections.unmodifiableMap(names);
    }

    private static Map<String, String> readExports(String text) {
        Map<String, String> names = new TreeMap<>();
        Matcher export = EXPORT.matcher(text);
        while (export.find()) {
            names.putIfAbsent(export.group(2), realName(export.group(1)));
        }
        Matcher constructors = CONSTRUCTORS.matcher(text);
        if (constructors.find()) {
            names.putIfAbsent(constructors.group(1), "__wasm_call_ctors");
        }
        return Collections.unmodifiableMap(names);
    }

    /** The glue puts an underscore before names of C. */
    private static String realName(String identifier) {
        String runtimeName = RUNTIME_NAMES.get(identifier);
        return runtimeName != null ? runtimeName : identifier.startsWith("_") ? identifier.substring(1) : identifier;
    }

    /** Whether the module's names are minified ones that this glue knows. */
    public boolean isNeeded(WasmModule module) {
        return module.imports().stream().anyMatch(anImport -> isMinified(anImport.name(), imports))
                        || module.exports().stream().anyMatch(export -> isMinified(export.name(), exports));
    }

    private static boolean isMinified(String name, Map<String, String> known) {
        return name.length() <= 2 && known.containsKey(name) && !known.get(name).equals(name);
    }

    /** The module with its real names; those the glue does not mention stay. */
    public WasmModule rename(WasmModule module) {
        List<Import> renamedImports = new ArrayList<>();
        for (Import anImport : module.imports()) {
            renamedImports.add(rename(anImport));
        }
        List<Export> renamedExports = new ArrayList<>();
        for (Export export : module.exports()) {
            renamedExports.add(new Export(exports.getOrDefault(export.name(), export.name()), export.kind(), export.index()));
        }
        return module.withNames(List.copyOf(renamedImports), List.copyOf(renamedExports));
    }

    private Import rename(Import anImport) {
        String name = imports.getOrDefault(anImport.name(), anImport.name());
        return switch (anImport) {
            case Import.Function function -> new Import.Function("env", name, function.typeIndex());
            case Import.Table table -> new Import.Table("env", name, table.type());
            case Import.Memory memory -> new Import.Memory("env", name, memory.type());
            case Import.Global global -> new Import.Global("env", name, global.type());
            case Import.Tag tag -> new Import.Tag("env", name, tag.typeIndex());
        };
    }
}
