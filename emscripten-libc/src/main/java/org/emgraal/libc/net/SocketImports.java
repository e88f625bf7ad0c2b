// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import static org.emgraal.libc.syscall.Calls.library;
import static org.emgraal.libc.syscall.Calls.syscall;

import java.util.List;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.HostFunction.Body;
import org.emgraal.libc.process.GuestProcess;
import org.emgraal.libc.syscall.Calls.Syscall;

/** The imports about sockets and names of hosts. System calls have six parameters, used or not. */
public final class SocketImports {

    private final GuestProcess process;
    private final SocketSyscalls socket;
    private final AddressInfo info;
    private final NameFunctions names;
    private final InterfaceNames interfaces;

    public SocketImports(GuestProcess process, SocketAccess access) {
        this.process = process;
        socket = new SocketSyscalls(process, access);
        interfaces = new InterfaceNames(process, access);
        NameService service = new NameService(access);
        info = new AddressInfo(process, service);
        names = new NameFunctions(process, service);
    }

    /** Whether {@code socket} makes {@code AF_UNIX} sockets. */
    public void setLocalSockets(boolean allowed) {
        socket.setLocalSockets(allowed);
    }

    public List<HostFunction> functions() {
        return List.of(
                        new HostFunction("__syscall_accept4", "iiiiiii",
                                        syscall(a -> socket.accept4(a.i32(0), a.i32(1), a.i32(2), a.i32(3)))),
                        new HostFunction("__syscall_bind", "iiiiiii", syscall(a ->
                                        socket.bind(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_connect", "iiiiiii",
                                        syscall(a -> socket.connect(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_getpeername", "iiiiiii",
                                        syscall(a -> socket.getpeername(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_getsockname", "iiiiiii",
                                        syscall(a -> socket.getsockname(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_getsockopt", "iiiiiii",
                                        syscall(a -> socket.getsockopt(a.i32(0), a.i32(1), a.i32(2), a.i32(3),
                                                        a.i32(4)))),
                        new HostFunction("__syscall_listen", "iiiiiii",
                                        syscall(a -> socket.listen(a.i32(0), a.i32(1)))),
                        new HostFunction("__syscall_recvfrom", "iiiiiii",
                                        syscall(a -> socket.recvfrom(a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4),
                                                        a.i32(5)))),
                        new HostFunction("__syscall_recvmsg", "iiiiiii",
                                        syscall(a -> socket.recvmsg(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_sendmsg", "iiiiiii",
                                        syscall(a -> socket.sendmsg(a.i32(0), a.i32(1), a.i32(2)))),
                        new HostFunction("__syscall_sendto", "iiiiiii",
                                        syscall(a -> socket.sendto(a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4),
                                                        a.i32(5)))),
                        new HostFunction("__syscall_setsockopt", "iiiiiii",
                                        syscall(a -> socket.setsockopt(a.i32(0), a.i32(1), a.i32(2), a.i32(3),
                                                        a.i32(4)))),
                        new HostFunction("__syscall_shutdown", "iiiiiii",
                                        syscall(a -> socket.shutdown(a.i32(0), a.i32(1)))),
                        new HostFunction("__syscall_socket", "iiiiiii",
                                        syscall(a -> socket.socket(a.i32(0), a.i32(1), a.i32(2)))),
                        // Pyodide asks first whether a call can be asynchronous: never; we block instead.
                        new HostFunction("_maybe_connect_async", "eiii", a -> null),
                        new HostFunction("_maybe_recvfrom_async", "eiii", a -> null),
                        new HostFunction("_maybe_sendto_async", "eiii", a -> null),
                        new HostFunction("_try_fcntl64", "iiiii", a -> 0),
                        new HostFunction("_try_shutdown", "iiii", a ->
                                        socket.tryShutdown(a.i32(0), a.i32(1), a.i32(2))),
                        // Names.
                        new HostFunction("getaddrinfo", "iiiii", a -> info.getaddrinfo(a.i32(0), a.i32(1), a.i32(2),
                                        a.i32(3))),
                        new HostFunction("getnameinfo", "iiiiiiii", a ->
                                        info.getnameinfo(a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4), a.i32(5),
                                                        a.i32(6))),
                        new HostFunction("_emscripten_lookup_name", "ii", a -> names.lookupName(a.i32(0))),
                        new HostFunction("gethostbyname", "ii", a -> names.gethostbyname(a.i32(0))),
                        new HostFunction("gethostbyaddr", "iiii", a -> names.gethostbyaddr(a.i32(0), a.i32(1))),
                        new HostFunction("gethostbyname_r", "iiiiiii", a ->
                                        names.gethostbynameR(a.i32(0), a.i32(1), a.i32(4), a.i32(5))),
                        new HostFunction("getprotobyname", "ii", a -> names.getprotobyname(a.i32(0))),
                        new HostFunction("getprotobynumber", "ii", a -> names.getprotobynumber(a.i32(0))));
    }

    /** Definitions that stand in for the program's own, see {@link org.emgraal.libc.Libc#replacements}. */
    public List<HostFunction> replacements() {
        return List.of(
                        new HostFunction("if_nametoindex", "ii", orNull(a -> interfaces.index(a.i32(0)))),
                        new HostFunction("if_indextoname", "iii", orNull(a -> interfaces.name(a.i32(0), a.i32(1)))),
                        new HostFunction("if_nameindex", "i", orNull(a -> interfaces.all())),
                        new HostFunction("setsockopt", "iiiiii", library(process, a ->
                                        socket.setsockopt(a.i32(0), a.i32(1), a.i32(2), a.i32(3), a.i32(4)))),
                        new HostFunction("socketpair", "iiiii", library(process, a ->
                                        socket.socketpair(a.i32(0), a.i32(1), a.i32(2), a.i32(3)))));
    }

    /** A library function that fails with 0 and {@code errno}. */
    private Body orNull(Syscall call) {
        return library(process, arguments -> {
            try {
                return call.call(arguments);
            } catch (ErrnoException failure) {
                process.setErrno(failure.errno());
                return 0;
            }
        });
    }
}
