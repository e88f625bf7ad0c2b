// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.ProgramAbort;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.libc.process.GuestProcess;

/**
 * The imports behind {@code dlopen} and {@code dlsym} (Emscripten system/lib/libc/dynlink.c). The C library keeps a
 * {@code struct dso} per library, whose address is the library's handle.
 */
public final class DynamicLinkingImports {

    /** What compilers up to 3.1.8 open first, for the program itself. */
    private static final String MAIN = "__main__";

    private final GuestProcess process;
    /** Libraries by handle; null stands for everything. */
    private final Map<Integer, SideModule> handles = new HashMap<>();
    private final Consumer<Runnable> later;
    private DynamicLinker linker;

    /** {@code later} runs something when the program has returned to its host. */
    public DynamicLinkingImports(GuestProcess process, Consumer<Runnable> later) {
        this.process = process;
        this.later = later;
    }

    /** Set once the program is instantiated; stays away if the program cannot be extended. */
    public void attach(DynamicLinker programLinker) {
        linker = programLinker;
    }

    public List<HostFunction> functions() {
        return List.of(
                        new HostFunction("_dlopen_js", "ii", a -> open(a.i32(0)) ? 1 : 0),
                        new HostFunction("_emscripten_dlopen_js", "viiii", a -> {
                            openLater(a.i32(0), a.i32(1), a.i32(2), a.i32(3));
                            return null;
                        }),
                        // Up to 3.1.28: the callbacks find what is the caller's in the struct.
                        new HostFunction("_emscripten_dlopen_js", "viii", a -> {
                            openLater(a.i32(0), a.i32(1), a.i32(2), 0);
                            return null;
                        }),
                        new HostFunction("_dlsym_js", "iiii", a -> symbol(a.i32(0), a.i32(1))),
                        // Up to 3.1.3x.
                        new HostFunction("_dlsym_js", "iii", a -> symbol(a.i32(0), a.i32(1))),
                        new HostFunction("_dlinit", "vi", a -> {
                            handles.put(a.i32(0), null);
                            return null;
                        }));
    }

    private boolean open(int dso) {
        if (linker == null) {
            throw new ProgramAbort("the program is not linked with -sMAIN_MODULE: dlopen cannot load anything");
        }
        LibraryHandle library = LibraryHandle.at(process.memory(), dso);
        if (library.name().equals(MAIN)) {
            handles.put(dso, null);
            return true;
        }
        try {
            handles.put(dso, linker.open(normalize(library.name()), library.file(), library.isGlobal()));
            return true;
        } catch (DynamicLinkException failure) {
            setError(failure.getMessage());
            return false;
        }
    }

    /** {@code emscripten_dlopen}: the program learns the result when it has returned to its host. */
    private void openLater(int dso, int onSuccess, int onError, int userData) {
        process.keepAlive(1);
        later.accept(() -> {
            boolean opened = open(dso);
            process.keepAlive(-1);
            process.calls().callPointer(opened ? onSuccess : onError, dso, userData);
        });
    }

    /**
     * The address of a symbol, 0 if there is none. The C library's third parameter is left alone: it only serves to
     * repeat the lookup in other threads.
     */
    private int symbol(int dso, int nameAddress) {
        String name = text(nameAddress);
        if (linker == null) {
            setError("the program is not linked with -sMAIN_MODULE: it has no symbols");
            return 0;
        }
        SideModule library = handles.get(dso);
        if (dso != 0 && !handles.containsKey(dso)) {
            setError("invalid handle of a dynamic lib");
            return 0;
        }
        Integer address = linker.find(library, name);
        if (address == null) {
            setError("Tried to lookup unknown symbol \"%s\" in dynamic lib: %s".formatted(name,
                            library == null ? "__main__" : library.name()));
            return 0;
        }
        return address;
    }

    /** Makes {@code dlerror} say a message; {@code __dl_seterr} takes it as a format. */
    private void setError(String message) {
        if (!process.calls().hasExport("__dl_seterr")) {
            return;
        }
        int address = process.allocateString(message.replace("%", "%%"));
        process.calls().callExport("__dl_seterr", address, 0);
        process.calls().free(address);
    }

    private String text(int address) {
        return GuestText.decode(process.memory().readCString(address));
    }

    /** Removes {@code .}, {@code ..} and doubled slashes. */
    private static String normalize(String path) {
        ArrayDeque<String> parts = new ArrayDeque<>();
        boolean absolute = path.startsWith("/");
        for (String part : path.split("/")) {
            if (part.equals("..") && (absolute || !parts.isEmpty() && !parts.getLast().equals(".."))) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        String joined = String.join("/", parts);
        return absolute ? "/" + joined : joined;
    }
}
