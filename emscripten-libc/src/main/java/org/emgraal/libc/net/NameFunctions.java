// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.process.GuestProcess;

/**
 * The older functions for names of hosts and protocols. What they return stays allocated, once for each name, as C
 * says that it belongs to the library.
 */
final class NameFunctions {

    private static final int POINTER = 4;
    /** {@code h_errno} values (netdb.h). */
    private static final int HOST_NOT_FOUND = 1;

    private final GuestProcess process;
    private final NameService names;
    private final Map<String, Integer> hosts = new HashMap<>();
    private final Map<NameService.Protocol, Integer> protocols = new HashMap<>();

    NameFunctions(GuestProcess process, NameService names) {
        this.process = process;
        this.names = names;
    }

    /** {@code _emscripten_lookup_name}: an IPv4 address in network byte order, as an i32; all ones if there is none. */
    int lookupName(int name) {
        try {
            byte[] bytes = firstInet(process.string(name)).getAddress();
            return bytes[0] & 0xFF | (bytes[1] & 0xFF) << 8 | (bytes[2] & 0xFF) << 16 | bytes[3] << 24;
        } catch (UnknownHostException | ErrnoException unknown) {
            return -1;
        }
    }

    private Inet4Address firstInet(String host) throws UnknownHostException {
        for (InetAddress address : names.resolve(host)) {
            if (address instanceof Inet4Address inet) {
                return inet;
            }
        }
        throw new UnknownHostException(host);
    }

    /** {@code gethostbyname}: a {@code struct hostent}, or NULL. */
    int gethostbyname(int name) {
        String host = process.string(name);
        try {
            return hostent(host, firstInet(host).getAddress());
        } catch (UnknownHostException | ErrnoException unknown) {
            return 0;
        }
    }

    /** {@code gethostbyaddr}: a {@code struct hostent}, or NULL. */
    int gethostbyaddr(int address, int length) {
        byte[] bytes = new byte[length == 16 ? 16 : 4];
        process.memory().read(address, bytes, 0, bytes.length);
        try {
            String host = names.reverse(InetAddress.getByAddress(bytes));
            return host == null ? 0 : hostent(host, bytes);
        } catch (UnknownHostException wrongLength) {
            return 0;
        }
    }

    /**
     * {@code gethostbyname_r}; the result goes to memory of ours, not to the caller's buffer, which it may be too small
     * for.
     */
    int gethostbynameR(int name, int hostent, int result, int error) {
        int found = gethostbyname(name);
        LinearMemory memory = process.memory();
        if (found == 0) {
            memory.storeInt(result, 0);
            memory.storeInt(error, HOST_NOT_FOUND);
            return 0;
        }
        memory.slice(hostent, 5 * POINTER).put(memory.slice(found, 5 * POINTER));
        memory.storeInt(result, hostent);
        return 0;
    }

    private int hostent(String host, byte[] address) {
        return hosts.computeIfAbsent(host, key -> {
            int bytes = process.calls().malloc(address.length);
            process.memory().write(bytes, address, 0, address.length);
            // h_name, h_aliases, h_addrtype, h_length, h_addr_list
            return structure(process.allocateString(host), list(List.of()), address.length == 4 ? 2 : 10,
                            address.length,
                            list(List.of(bytes)));
        });
    }

    /** {@code getprotobyname}: a {@code struct protoent}, or NULL. */
    int getprotobyname(int name) {
        return protoent(NameService.protocol(process.string(name)));
    }

    /** {@code getprotobynumber}. */
    int getprotobynumber(int number) {
        return protoent(NameService.protocol(number));
    }

    private int protoent(NameService.Protocol protocol) {
        if (protocol == null) {
            return 0;
        }
        // p_name, p_aliases, p_proto
        return protocols.computeIfAbsent(protocol, key -> structure(process.allocateString(protocol.name()),
                        list(new ArrayList<>(List.of(process.allocateString(protocol.alias())))), protocol.number()));
    }

    private int list(List<Integer> pointers) {
        int[] values = new int[pointers.size() + 1];
        for (int i = 0; i < pointers.size(); i++) {
            values[i] = pointers.get(i);
        }
        return structure(values);
    }

    private int structure(int... values) {
        int address = process.calls().malloc(values.length * POINTER);
        for (int i = 0; i < values.length; i++) {
            process.memory().storeInt(address + i * POINTER, values[i]);
        }
        return address;
    }
}
