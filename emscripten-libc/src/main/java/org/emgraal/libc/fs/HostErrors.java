// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/** What the host's exceptions mean. */
final class HostErrors {

    /** The host tells many errors apart only in words: those of {@code strerror}, untranslated. */
    private static final Map<String, Errno> BY_REASON = new LinkedHashMap<>();

    static {
        BY_REASON.put("No space left on device", Errno.ENOSPC);
        BY_REASON.put("Disk quota exceeded", Errno.EDQUOT);
        BY_REASON.put("File too large", Errno.EFBIG);
        BY_REASON.put("Not a directory", Errno.ENOTDIR);
        BY_REASON.put("Is a directory", Errno.EISDIR);
        BY_REASON.put("Directory not empty", Errno.ENOTEMPTY);
        BY_REASON.put("Too many levels of symbolic links", Errno.ELOOP);
        BY_REASON.put("File name too long", Errno.ENAMETOOLONG);
        BY_REASON.put("Operation not permitted", Errno.EPERM);
        BY_REASON.put("Permission denied", Errno.EACCES);
        BY_REASON.put("Device or resource busy", Errno.EBUSY);
        BY_REASON.put("Resource busy", Errno.EBUSY);
        BY_REASON.put("Invalid argument", Errno.EINVAL);
        BY_REASON.put("Too many open files", Errno.EMFILE);
        BY_REASON.put("Read-only file system", Errno.EROFS);
        BY_REASON.put("Invalid cross-device link", Errno.EXDEV);
        BY_REASON.put("Cross-device link", Errno.EXDEV);
        BY_REASON.put("Text file busy", Errno.ETXTBSY);
        BY_REASON.put("Too many links", Errno.EMLINK);
        BY_REASON.put("Stale file handle", Errno.ESTALE);
        BY_REASON.put("No such device or address", Errno.ENXIO);
        BY_REASON.put("Operation not supported", Errno.ENOTSUP);
        BY_REASON.put("No locks available", Errno.ENOLCK);
        BY_REASON.put("File exists", Errno.EEXIST);
        BY_REASON.put("No such file or directory", Errno.ENOENT);
    }

    /** Something the host does. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /** The same without a result. */
    @FunctionalInterface
    interface Change {
        void run() throws IOException;
    }

    private HostErrors() {
    }

    static void change(Change action) {
        translate(() -> {
            action.run();
            return null;
        });
    }

    static <T> T translate(Action<T> action) {
        try {
            return action.run();
        } catch (IOException failure) {
            throw new ErrnoException(errno(failure));
        } catch (SecurityException denied) {
            throw new ErrnoException(Errno.EACCES);
        } catch (ReadOnlyFileSystemException readOnly) {
            throw new ErrnoException(Errno.EROFS);
        } catch (InvalidPathException notAName) {
            throw new ErrnoException(Errno.EILSEQ);
        } catch (UnsupportedOperationException unknown) {
            // What POSIX says of links and modes on file systems without them (link, chmod: EPERM).
            throw new ErrnoException(Errno.EPERM);
        } catch (ErrnoException known) {
            throw known;
        } catch (RuntimeException unexpected) {
            // Whatever the embedder's file system throws: unwinding the program would leave it in disorder.
            System.getLogger("org.emgraal.libc.fs").log(System.Logger.Level.DEBUG, "a file system failed", unexpected);
            throw new ErrnoException(Errno.EIO);
        }
    }

    static Errno errno(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> Errno.ENOENT;
            case FileAlreadyExistsException exists -> Errno.EEXIST;
            case DirectoryNotEmptyException full -> Errno.ENOTEMPTY;
            case NotDirectoryException other -> Errno.ENOTDIR;
            case AccessDeniedException denied -> Errno.EACCES;
            case NotLinkException other -> Errno.EINVAL;
            case FileSystemLoopException loop -> Errno.ELOOP;
            case AtomicMoveNotSupportedException elsewhere -> Errno.EXDEV;
            // Programs try again after EINTR (PEP 475): so only if there was an interruption, which is over then.
            case ClosedByInterruptException interruption -> Thread.interrupted() ? Errno.EINTR : Errno.EIO;
            case FileSystemException other -> byReason(other.getReason());
            default -> byReason(failure.getMessage());
        };
    }

    private static Errno byReason(String reason) {
        if (reason != null) {
            for (Map.Entry<String, Errno> known : BY_REASON.entrySet()) {
                if (reason.startsWith(known.getKey())) {
                    return known.getValue();
                }
            }
        }
        return Errno.EIO;
    }
}
