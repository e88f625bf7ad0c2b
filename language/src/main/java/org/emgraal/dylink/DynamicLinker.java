// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emgraal.binary.MalformedModuleException;
import org.emgraal.libc.ErrnoException;
import org.emgraal.module.DylinkInfo;
import org.emgraal.module.WasmModule;
import org.emgraal.runtime.GuestInvocation;
import org.emgraal.runtime.Instantiator;
import org.emgraal.runtime.LinkException;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.Store;
import org.emgraal.runtime.TrapException;
import org.emgraal.runtime.WasmException;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmGlobal;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.validation.InvalidModuleException;

/**
 * Loads side modules into a running program, as Emscripten's dynamic linker does (src/lib/libdylink.js; conventions:
 * tool-conventions, DynamicLinking.md). Everybody shares one memory, one table, one stack pointer and one
 * {@link GlobalOffsetTable}; a library gets its own zeroed range of memory and of the table.
 * <p>
 * One load takes a library and all it needs through four phases, each for all of them, needed libraries first:
 * <ol>
 * <li>instantiate, and define the symbols it exports;
 * <li>fill the remaining cells of the offset table: strong ones must be defined somewhere, weak ones may become 0;
 * <li>data relocations, which read those cells;
 * <li>constructors, which read the data.
 * </ol>
 * A failure in the first two undoes everything; after one in the last two the libraries are forgotten, but keep their
 * memory. Libraries are never unloaded.
 */
public final class DynamicLinker {

    private final Store store;
    private final SymbolScope symbols;
    private final GlobalOffsetTable got;
    private final FunctionPointers pointers;
    private final HostSymbols host;
    private final LibraryMemory memory;
    private final LibraryFiles files;
    private final BiFunction<String, byte[], ModuleCode> decoder;
    private final Map<String, SideModule> libraries = new LinkedHashMap<>();
    private final List<SideModule> uninitialized = new ArrayList<>();

    /**
     * @param symbols what every module sees: what is shared and what the main module exports
     * @param decoder the code of a library of the given path and bytes
     */
    public DynamicLinker(Store store, SymbolScope symbols, GlobalOffsetTable got, FunctionPointers pointers, HostSymbols host,
                    LibraryMemory memory, LibraryFiles files, BiFunction<String, byte[], ModuleCode> decoder) {
        this.store = store;
        this.symbols = symbols;
        this.got = got;
        this.pointers = pointers;
        this.host = host;
        this.memory = memory;
        this.files = files;
        this.decoder = decoder;
    }

    SymbolScope symbols() {
        return symbols;
    }

    HostSymbols host() {
        return host;
    }

    /** Makes what the main module exports known to all libraries. */
    public void defineMain(WasmInstance main, int memoryBase) {
        SymbolScope exports = SymbolScope.exportsOf(main, address -> address + memoryBase);
        exports.definitions().forEach(symbols::define);
        updateOffsets(exports, new LoadJournal());
    }

    /**
     * Loads the libraries the main module needs; before any code of the program has run. Symbols of the main module
     * that are still undefined become 0: it names every function that the host could have.
     */
    public void loadNeeded(WasmModule main) {
        LoadJournal journal = new LoadJournal();
        if (main.dylink() != null) {
            List<String> runPath = SideModule.runPath("/", main.dylink().runtimePaths());
            for (String name : main.dylink().needed()) {
                load(locate(name, runPath, name), null, true, null, journal);
            }
        }
        defineRemaining(journal);
        uninitialized.addAll(journal.loaded());
    }

    /** Data relocations of the libraries the main module needs: after its own. */
    public void relocateNeeded() {
        uninitialized.forEach(this::relocate);
    }

    /** Constructors of the libraries the main module needs: after its own. */
    public void initializeNeeded() {
        uninitialized.forEach(module -> run(module, "__wasm_call_ctors"));
        uninitialized.clear();
    }

    /**
     * {@code dlopen}: loads a library, or finds it loaded.
     *
     * @param content its bytes if they have been read already, else null
     * @param global whether libraries loaded later see its symbols
     * @throws DynamicLinkException if it cannot be loaded; the message says why, and nothing has changed
     */
    public SideModule open(String name, byte[] content, boolean global) {
        try {
            return openOrFail(name, content, global);
        } catch (DynamicLinkException | LinkException | MalformedModuleException | InvalidModuleException | TrapException
                        | ErrnoException failure) {
            throw new DynamicLinkException("could not load dynamic lib: %s\n%s".formatted(name, failure.getMessage()));
        } catch (WasmException failure) {
            throw new DynamicLinkException("could not load dynamic lib: %s\nan exception left its constructors".formatted(name));
        }
    }

    private SideModule openOrFail(String name, byte[] content, boolean global) {
        LoadJournal journal = new LoadJournal();
        SideModule module;
        try {
            String path = content != null ? absolute(name) : locate(name, List.of(), name);
            module = load(path, content, global, global ? null : new SymbolScope(), journal);
            defineRemaining(journal);
        } catch (RuntimeException failure) {
            journal.undo();
            throw failure;
        }
        try {
            journal.loaded().forEach(this::relocate);
            journal.loaded().forEach(library -> run(library, "__wasm_call_ctors"));
        } catch (RuntimeException failure) {
            journal.forget();
            throw failure;
        }
        return module;
    }

    /** The file a name stands for if there is one, so that a library has one name. */
    private String absolute(String name) {
        String path = files.find(name.contains("/") ? name : "./" + name, List.of());
        return path == null ? name : path;
    }

    private String locate(String name, List<String> runPath, String wantedBy) {
        String path = files.find(name, runPath);
        if (path == null) {
            String by = wantedBy.equals(name) ? "" : ", which %s needs,".formatted(wantedBy);
            throw new DynamicLinkException("library %s%s not found; searched: %s".formatted(name, by, String.join(", ", files.searched(name, runPath))));
        }
        return path;
    }

    private SideModule load(String path, byte[] content, boolean global, SymbolScope local, LoadJournal journal) {
        SideModule known = libraries.get(path);
        if (known != null) {
            // Libraries that need each other: this one is being loaded and will be published when it is.
            if (known.instance() != null) {
                publish(known, global, local, journal);
            }
            return known;
        }
        SideModule library = new SideModule(path);
        libraries.put(path, library);
        journal.changed(() -> libraries.remove(path));
        ModuleCode code = decoder.apply(path, content != null ? content : files.read(path));
        DylinkInfo dylink = code.module().dylink();
        if (dylink == null) {
            throw new DynamicLinkException(path + " is no side module: it has no dylink.0 section");
        }
        List<String> runPath = SideModule.runPath(path, dylink.runtimePaths());
        for (String needed : dylink.needed()) {
            load(locate(needed, runPath, path), null, global, local, journal);
        }
        instantiate(library, code, local, journal);
        publish(library, global, local, journal);
        journal.loaded(library);
        return library;
    }

    private void instantiate(SideModule library, ModuleCode code, SymbolScope local, LoadJournal journal) {
        WasmModule module = code.module();
        int memoryBase = memoryFor(module.dylink(), library.name(), journal);
        int tableSize = pointers.table().size();
        journal.took(() -> pointers.shrink(tableSize));
        int tableBase = module.dylink().tableSize() == 0 ? 0 : pointers.grow(module.dylink().tableSize());
        SideModuleImports imports = new SideModuleImports(module, library, this, local, journal, memoryBase, tableBase);
        WasmInstance instance = Instantiator.instantiate(code, store, imports);
        SymbolScope exports = SymbolScope.exportsOf(instance, address -> address + memoryBase);
        imports.scripts().forEach(exports::define);
        library.setInstance(instance, exports);
        Instantiator.start(instance);
        updateOffsets(library.symbols(), journal);
    }

    private int memoryFor(DylinkInfo dylink, String name, LoadJournal journal) {
        if (dylink.memorySize() == 0) {
            return 0;
        }
        if (dylink.memorySize() < 0 || dylink.memoryAlignment() < 0 || dylink.memoryAlignment() > 30) {
            throw new DynamicLinkException("%s wants %s bytes of memory aligned to 2^%d".formatted(name,
                            Integer.toUnsignedString(dylink.memorySize()), dylink.memoryAlignment()));
        }
        int alignment = 1 << dylink.memoryAlignment();
        long size = (long) dylink.memorySize() + alignment;
        if (size > Integer.MAX_VALUE) {
            throw new DynamicLinkException("%s wants %d bytes of memory: more than there can be".formatted(name, size));
        }
        int address = memory.allocate((int) size);
        journal.took(() -> memory.free(address));
        return address + alignment - 1 & -alignment;
    }

    private void publish(SideModule library, boolean global, SymbolScope local, LoadJournal journal) {
        if (!global) {
            local.merge(library.symbols());
        } else if (!library.isGlobal()) {
            library.setGlobal(true);
            List<String> added = symbols.merge(library.symbols());
            journal.changed(() -> {
                library.setGlobal(false);
                symbols.remove(added);
            });
        }
    }

    /** A library's cell of the offset table; what everybody sees already fills it at once. */
    WasmGlobal offset(String name, boolean weak, SideModule library, LoadJournal journal) {
        WasmGlobal cell = got.entry(name, weak, library.name(), journal);
        Integer address = got.isUndefined(name) ? address(symbols.findAddressable(name)) : null;
        if (address != null) {
            got.define(name, address, journal);
        }
        return cell;
    }

    /** Gives cells of the offset table that are still empty the symbols just defined. */
    private void updateOffsets(SymbolScope defined, LoadJournal journal) {
        defined.definitions().keySet().forEach(name -> {
            if (!SymbolScope.isInternal(name) && got.isUndefined(name)) {
                Integer address = address(defined.findAddressable(name));
                if (address != null) {
                    got.define(name, address, journal);
                }
            }
        });
    }

    private void defineRemaining(LoadJournal journal) {
        for (String name : got.undefined()) {
            Integer address = find(null, name);
            if (address == null) {
                address = findAnywhere(name);
            }
            String library = got.requiredBy(name);
            if (address == null && library != null) {
                throw new DynamicLinkException("undefined symbol '%s', which %s needs; searched: %s".formatted(name, library, searched(null)));
            }
            got.define(name, address == null ? 0 : address, journal);
        }
    }

    /** Where a symbol has been looked for, for error messages: the libraries all modules see, and one's own. */
    String searched(SideModule own) {
        Stream<String> seen = libraries.values().stream().filter(library -> own == null || library.isGlobal() || library == own)
                        .map(SideModule::name);
        return Stream.concat(Stream.of("the main module"), seen).collect(Collectors.joining(", "));
    }

    /** In any library, though it was loaded for itself alone: the offset table is one for all. */
    private Integer findAnywhere(String name) {
        return libraries.values().stream().map(library -> address(library.symbols().findAddressable(name))).filter(Objects::nonNull)
                        .findFirst().orElse(null);
    }

    /** The number of a function, the address of data; null for anything else. */
    private Integer address(Object value) {
        return switch (value) {
            case WasmFunction function -> pointers.of(function);
            case Integer address -> address;
            case null, default -> null;
        };
    }

    /** The address of a symbol of one library, of all if it is null; null if there is none. */
    Integer find(SideModule library, String name) {
        if (library != null) {
            return address(library.symbols().findAddressable(name));
        }
        Object value = symbols.findAddressable(name);
        return address(value != null ? value : host.find(name));
    }

    /** A text in memory. */
    String text(int address) {
        return memory.text(address);
    }

    /** Whether JavaScript text of a library lies at an address ({@code EM_ASM}); the main module's is not in memory. */
    public boolean isScript(int address) {
        return libraries.values().stream().map(SideModule::symbols).anyMatch(exports -> exports.find("__start_em_asm") instanceof Integer start
                        && exports.find("__stop_em_asm") instanceof Integer stop && start <= address && address < stop);
    }

    private void relocate(SideModule module) {
        // Libraries that watch the stack have limits of their own.
        if (module.instance().export("__set_stack_limits") instanceof WasmFunction limits
                        && symbols.find("emscripten_stack_get_base") instanceof WasmFunction base
                        && symbols.find("emscripten_stack_get_end") instanceof WasmFunction end) {
            GuestInvocation.call(store.registers(), limits, GuestInvocation.call(store.registers(), base),
                            GuestInvocation.call(store.registers(), end));
        }
        run(module, "__wasm_apply_data_relocs");
    }

    private void run(SideModule module, String function) {
        if (module.instance().export(function) instanceof WasmFunction code) {
            GuestInvocation.call(store.registers(), code);
        }
    }
}
