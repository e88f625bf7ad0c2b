// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** What a program may do on the host's network. A refusal becomes {@code EACCES}, Python's {@code PermissionError}. */
public interface SocketAccess {

    /** No network. Sockets within the program ({@code socketpair}) exist nevertheless. */
    SocketAccess NONE = new SocketAccess() {
        @Override
        public boolean allowsSockets() {
            return false;
        }
    };

    /** The network as the host has it. */
    SocketAccess ALL = new SocketAccess() {
        @Override
        public boolean allowsSockets() {
            return true;
        }
    };

    /** Whether the program may make Internet sockets and ask for names at all. */
    boolean allowsSockets();

    /** Whether it may connect or send to {@code remote}. */
    default boolean allowsConnect(InetSocketAddress remote) {
        return true;
    }

    /** Whether it may receive connections or datagrams at {@code local}. */
    default boolean allowsBind(InetSocketAddress local) {
        return true;
    }

    /** The addresses of a host. */
    default InetAddress[] resolve(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }
}
