// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import java.util.HashMap;
import java.util.Map;
import org.emgraal.libc.fs.GuestText;

/** A program that consists of calling libc's imports: what compiled C would do, from Java. */
public final class Guest {

    public static final int AT_FDCWD = -100;
    private static final int MEMORY = 4 << 20;
    /** Strings and structures are put above this, one after the other. */
    private static final int HEAP = 1 << 16;

    public final Libc libc;
    public final ArrayMemory memory = new ArrayMemory(MEMORY, 64 << 20);
    public final Map<String, HostFunction.Body> exports = new HashMap<>();
    private final Map<String, HostFunction> functions = new HashMap<>();
    private int top = HEAP;

    public Guest() {
        this(Libc.builder());
    }

    public Guest(Libc.Builder builder) {
        libc = builder.build();
        for (HostFunction function : libc.functions()) {
            HostFunction before = functions.put(function.name() + ":" + function.signature(), function);
            if (before != null) {
                throw new AssertionError("two functions " + function.name() + " " + function.signature());
            }
        }
        exports.put("malloc", arguments -> allocate(arguments.i32(0)));
        libc.attach(memory, new GuestCalls() {
            @Override
            public boolean hasExport(String name) {
                return exports.containsKey(name);
            }

            @Override
            public Object callExport(String name, Object... arguments) {
                return exports.get(name).call(new HostFunction.Arguments(arguments));
            }

            @Override
            public Object callPointer(int pointer, Object... arguments) {
                return exports.get("pointer " + pointer).call(new HostFunction.Arguments(arguments));
            }
        });
    }

    /** Calls the import of this name and {@linkplain HostFunction#signature signature}. */
    public Object callAs(String signature, String name, Object... arguments) {
        HostFunction function = functions.get(name + ":" + signature);
        if (function == null) {
            throw new AssertionError("no function " + name + " " + signature);
        }
        return function.body().call(new HostFunction.Arguments(arguments));
    }

    /** Calls one of {@link Libc#replacements}. */
    public int callReplacement(String name, Object... arguments) {
        HostFunction function = libc.replacements().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        return (Integer) function.body().call(new HostFunction.Arguments(arguments));
    }

    /** Calls an import of i32 parameters and result; strings are put into memory first. */
    public int call(String name, Object... arguments) {
        Object[] values = new Object[arguments.length];
        StringBuilder signature = new StringBuilder("i");
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i] instanceof String string ? (Object) string(string) : arguments[i];
            signature.append(values[i] instanceof Long ? 'j' : 'i');
        }
        return (Integer) callAs(signature.toString(), name, values);
    }

    public int allocate(int size) {
        int address = top;
        top += size + 15 & ~15;
        return address;
    }

    public int string(String text) {
        byte[] bytes = GuestText.encode(text + "\0");
        return bytes(bytes);
    }

    public int bytes(byte... bytes) {
        int address = allocate(bytes.length);
        memory.write(address, bytes, 0, bytes.length);
        return address;
    }

    public byte[] load(int address, int length) {
        byte[] bytes = new byte[length];
        memory.read(address, bytes, 0, length);
        return bytes;
    }

    /** {@code open} with O_CLOEXEC and the like as flags say, mode 0666. */
    public int open(String path, int flags) {
        int mode = allocate(4);
        memory.storeInt(mode, 0666);
        return call("__syscall_openat", AT_FDCWD, path, flags, mode);
    }

    /** {@code read} into one vector; the bytes, or an errno as AssertionError would hide it: see {@link #tryRead}. */
    public String read(int fd, int size) {
        int buffer = allocate(size);
        int count = tryRead(fd, buffer, size);
        if (count < 0) {
            throw new AssertionError("read failed with errno " + -count);
        }
        return GuestText.decode(load(buffer, count));
    }

    /** {@code read}: the count or −errno. */
    public int tryRead(int fd, int buffer, int size) {
        int result = allocate(4);
        int errno = call("fd_read", fd, vector(buffer, size), 1, result);
        return errno != 0 ? -errno : memory.loadInt(result);
    }

    /** {@code write}: the count or −errno. */
    public int write(int fd, String text) {
        byte[] bytes = GuestText.encode(text);
        int result = allocate(4);
        int errno = call("fd_write", fd, vector(bytes(bytes), bytes.length), 1, result);
        return errno != 0 ? -errno : memory.loadInt(result);
    }

    /** {@code lseek}: the new offset or −errno. */
    public long seek(int fd, long offset, int whence) {
        int result = allocate(8);
        int errno = call("fd_seek", fd, offset, whence, result);
        return errno != 0 ? -errno : memory.loadLong(result);
    }

    public int vector(int address, int length) {
        int vector = allocate(8);
        memory.storeInt(vector, address);
        memory.storeInt(vector + 4, length);
        return vector;
    }

    /** Forgets what was allocated, for loops. */
    public void reset() {
        top = HEAP;
    }
}
