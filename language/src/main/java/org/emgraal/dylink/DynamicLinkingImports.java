// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.ProgramAbort;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.libc.process.GuestProcess;

/**
 * The imports behind {@code dlopen} and {@code dlsym} (Emscripten system/lib/libc/dynlink.c). The C library keeps a
 * {@code struct dso} per library, whose address is the library's handle.
 */
public final class DynamicLinkingImports {

    /** {@code struct dso}. */
    private static final int FLAGS = 4;
    private static final int FILE_DATA = 28;
    private static final int FILE_SIZE = 32;
    private static final int NAME = 36;

    /** dlfcn.h. */
    private static final int RTLD_GLOBAL = 0x100;

    private final GuestProcess process;
    /** Libraries by handle; null stands for everything. */
    private final Map<Integer, SideModule> handles = new HashMap<>();
    private final Promises promises = new Promises();
    private final Queue<Runnable> callbacks = new ArrayDeque<>();
    private DynamicLinker linker;

    public DynamicLinkingImports(GuestProcess process) {
        this.process = process;
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
                        new HostFunction("_dlsym_js", "iiii", a -> symbol(a.i32(0), a.i32(1))),
                        // Up to 3.1.3x.
                        new HostFunction("_dlsym_js", "iii", a -> symbol(a.i32(0), a.i32(1))),
                        new HostFunction("_dlinit", "vi", a -> {
                            handles.put(a.i32(0), null);
                            return null;
                        }),
                        new HostFunction("emscripten_promise_create", "i", a -> promises.create()),
                        new HostFunction("emscripten_promise_destroy", "vi", a -> {
                            promises.destroy(a.i32(0));
                            return null;
                        }),
                        new HostFunction("emscripten_promise_resolve", "viii", a -> {
                            promises.resolve(a.i32(0), a.i32(1), a.i32(2));
                            return null;
                        }));
    }

    /** Runs the callbacks of asynchronous loads; between turns of the program, as an event loop does. */
    public void runCallbacks() {
        while (!callbacks.isEmpty()) {
            callbacks.remove().run();
        }
    }

    private boolean open(int dso) {
        if (linker == null) {
            throw new ProgramAbort("the program is not linked with -sMAIN_MODULE: dlopen cannot load anything");
        }
        String name = normalize(text(dso + NAME));
        try {
            boolean global = (process.memory().loadInt(dso + FLAGS) & RTLD_GLOBAL) != 0;
            handles.put(dso, linker.open(name, fileData(dso), global));
            return true;
        } catch (DynamicLinkException failure) {
            setError(failure.getMessage());
            return false;
        }
    }

    /** What the C library has already read, or null. */
    private byte[] fileData(int dso) {
        int address = process.memory().loadInt(dso + FILE_DATA);
        if (address == 0) {
            return null;
        }
        byte[] content = new byte[process.memory().loadInt(dso + FILE_SIZE)];
        process.memory().read(address, content, 0, content.length);
        return content;
    }

    /** {@code emscripten_dlopen}: the program learns the result when it has returned to its host. */
    private void openLater(int dso, int onSuccess, int onError, int userData) {
        process.keepAlive(1);
        callbacks.add(() -> {
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
