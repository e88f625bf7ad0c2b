// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.process.GuestProcess;

/** Names and numbers of the host's network interfaces (net/if.h), which Emscripten's libc asks of a kernel that is not there. */
final class InterfaceNames {

    private static final int IF_NAMESIZE = 16;
    /** {@code struct if_nameindex}: the number and the address of the name. */
    private static final int ENTRY = 8;

    private final GuestProcess process;
    private final SocketAccess access;

    InterfaceNames(GuestProcess process, SocketAccess access) {
        this.process = process;
        this.access = access;
    }

    private Map<Integer, String> interfaces() {
        if (!access.allowsSockets()) {
            throw new ErrnoException(Errno.EACCES);
        }
        Map<Integer, String> names = new TreeMap<>();
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                if (each.getIndex() > 0 && each.getName().length() < IF_NAMESIZE) {
                    names.put(each.getIndex(), each.getName());
                }
            }
        } catch (SocketException none) {
            throw new ErrnoException(Errno.ENOBUFS);
        }
        return names;
    }

    /** {@code if_nametoindex}: 0 and {@code ENODEV} if there is no such interface. */
    int index(int name) {
        String wanted = process.string(name);
        return interfaces().entrySet().stream().filter(each -> each.getValue().equals(wanted)).findFirst()
                        .orElseThrow(() -> new ErrnoException(Errno.ENODEV)).getKey();
    }

    /** {@code if_indextoname}: the buffer, which is {@value #IF_NAMESIZE} bytes; NULL and {@code ENXIO} if there is no such interface. */
    int name(int index, int buffer) {
        String name = interfaces().get(index);
        if (name == null) {
            throw new ErrnoException(Errno.ENXIO);
        }
        store(buffer, name);
        return buffer;
    }

    /** {@code if_nameindex}: an array of {@code struct if_nameindex} that ends with zeros, in one block of memory to be freed. */
    int all() {
        List<Map.Entry<Integer, String>> all = List.copyOf(interfaces().entrySet());
        int block = process.calls().malloc((all.size() + 1) * ENTRY + all.size() * IF_NAMESIZE);
        if (block == 0) {
            throw new ErrnoException(Errno.ENOBUFS);
        }
        LinearMemory memory = process.memory();
        int text = block + (all.size() + 1) * ENTRY;
        int at = block;
        for (Map.Entry<Integer, String> each : all) {
            memory.storeInt(at, each.getKey());
            memory.storeInt(at + 4, text);
            store(text, each.getValue());
            at += ENTRY;
            text += IF_NAMESIZE;
        }
        memory.fill(at, (byte) 0, ENTRY);
        return block;
    }

    private void store(int address, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        process.memory().write(address, bytes, 0, bytes.length);
        process.memory().storeByte(address + bytes.length, (byte) 0);
    }
}
