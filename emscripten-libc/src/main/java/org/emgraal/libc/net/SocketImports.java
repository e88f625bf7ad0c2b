// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import java.util.List;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.process.GuestProcess;

/** The imports about sockets. */
public final class SocketImports {

    public SocketImports(GuestProcess process) {
    }

    public List<HostFunction> functions() {
        return List.of(
                        // Pyodide asks first whether a call can be asynchronous, or is one of its own; never.
                        new HostFunction("_maybe_connect_async", "eiii", a -> null),
                        new HostFunction("_maybe_recvfrom_async", "eiii", a -> null),
                        new HostFunction("_maybe_sendto_async", "eiii", a -> null),
                        new HostFunction("_try_fcntl64", "iiiii", a -> 0),
                        new HostFunction("_try_shutdown", "iiii", a -> 0));
    }
}
