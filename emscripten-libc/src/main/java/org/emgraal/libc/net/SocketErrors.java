// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/** Why a channel failed, as an error number. Java tells some reasons apart only in the text of the message. */
final class SocketErrors {

    private static final Map<String, Errno> MESSAGES = new LinkedHashMap<>();

    static {
        MESSAGES.put("Address already in use", Errno.EADDRINUSE);
        MESSAGES.put("Cannot assign requested address", Errno.EADDRNOTAVAIL);
        MESSAGES.put("Can't assign requested address", Errno.EADDRNOTAVAIL);
        MESSAGES.put("Address family not supported", Errno.EAFNOSUPPORT);
        MESSAGES.put("Permission denied", Errno.EACCES);
        MESSAGES.put("Operation not permitted", Errno.EPERM);
        MESSAGES.put("Connection refused", Errno.ECONNREFUSED);
        MESSAGES.put("Connection timed out", Errno.ETIMEDOUT);
        MESSAGES.put("Operation timed out", Errno.ETIMEDOUT);
        MESSAGES.put("Network is unreachable", Errno.ENETUNREACH);
        MESSAGES.put("No route to host", Errno.EHOSTUNREACH);
        MESSAGES.put("Host is down", Errno.EHOSTDOWN);
        MESSAGES.put("Connection reset", Errno.ECONNRESET);
        MESSAGES.put("Broken pipe", Errno.EPIPE);
        MESSAGES.put("Socket is closed", Errno.EPIPE);
        MESSAGES.put("Software caused connection abort", Errno.ECONNABORTED);
        MESSAGES.put("Message too long", Errno.EMSGSIZE);
        MESSAGES.put("Too many open files", Errno.EMFILE);
        MESSAGES.put("No buffer space", Errno.ENOBUFS);
        MESSAGES.put("Protocol not available", Errno.ENOPROTOOPT);
        MESSAGES.put("Invalid argument", Errno.EINVAL);
    }

    private SocketErrors() {
    }

    /** Something on a channel that can fail. */
    @FunctionalInterface
    interface Operation<T> {
        T run() throws IOException;
    }

    /** Runs {@code operation}, its failure as an {@link ErrnoException}. */
    static <T> T checked(Operation<T> operation) {
        try {
            return operation.run();
        } catch (IOException failure) {
            throw new ErrnoException(errno(failure));
        } catch (NotYetConnectedException failure) {
            throw new ErrnoException(Errno.ENOTCONN);
        } catch (AlreadyConnectedException failure) {
            throw new ErrnoException(Errno.EISCONN);
        } catch (ConnectionPendingException failure) {
            throw new ErrnoException(Errno.EALREADY);
        } catch (AlreadyBoundException failure) {
            throw new ErrnoException(Errno.EINVAL);
        } catch (UnsupportedAddressTypeException | UnresolvedAddressException failure) {
            throw new ErrnoException(Errno.EAFNOSUPPORT);
        }
    }

    static Errno errno(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        for (Map.Entry<String, Errno> entry : MESSAGES.entrySet()) {
            if (message.contains(entry.getKey())) {
                return entry.getValue();
            }
        }
        return switch (failure) {
            case PortUnreachableException unreachable -> Errno.ECONNREFUSED;
            case NoRouteToHostException unreachable -> Errno.EHOSTUNREACH;
            case BindException inUse -> Errno.EADDRINUSE;
            case ConnectException refused -> Errno.ECONNREFUSED;
            case ClosedChannelException closed -> Errno.EPIPE;
            default -> Errno.EIO;
        };
    }
}
