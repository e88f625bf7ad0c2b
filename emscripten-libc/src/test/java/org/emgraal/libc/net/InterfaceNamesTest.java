// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.NetworkInterface;
import org.emgraal.libc.Errno;
import org.emgraal.libc.Guest;
import org.emgraal.libc.Libc;
import org.junit.jupiter.api.Test;

class InterfaceNamesTest {

    private static final int ERRNO = 16;

    private static Guest guest(SocketAccess access) {
        Guest guest = new Guest(Libc.builder().sockets(access));
        guest.exports.put("__errno_location", a -> ERRNO);
        return guest;
    }

    @Test
    void namesAndNumbers() throws Exception {
        Guest guest = guest(SocketAccess.ALL);
        int list = guest.callReplacement("if_nameindex");
        int count = 0;
        for (int at = list; guest.memory.loadInt(at) != 0; at += 8, count++) {
            int index = guest.memory.loadInt(at);
            String name = new String(guest.memory.readCString(guest.memory.loadInt(at + 4)));
            assertEquals(NetworkInterface.getByIndex(index).getName(), name);
            assertEquals(index, guest.callReplacement("if_nametoindex", guest.string(name)));
            int buffer = guest.allocate(16);
            assertEquals(buffer, guest.callReplacement("if_indextoname", index, buffer));
            assertEquals(name, new String(guest.memory.readCString(buffer)));
        }
        assertEquals(NetworkInterface.networkInterfaces().filter(each -> each.getName().length() < 16).count(), count);
    }

    @Test
    void errors() {
        Guest guest = guest(SocketAccess.ALL);
        assertEquals(0, guest.callReplacement("if_nametoindex", guest.string("nonsuch0")));
        assertEquals(Errno.ENODEV.number(), guest.memory.loadInt(ERRNO));
        assertEquals(0, guest.callReplacement("if_indextoname", -5, 1024));
        assertEquals(Errno.ENXIO.number(), guest.memory.loadInt(ERRNO));
        Guest denied = guest(SocketAccess.NONE);
        assertEquals(0, denied.callReplacement("if_nameindex"));
        assertEquals(Errno.EACCES.number(), denied.memory.loadInt(ERRNO));
    }
}
