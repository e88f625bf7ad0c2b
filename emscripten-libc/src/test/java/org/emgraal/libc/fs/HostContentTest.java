// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Host channels of the kind Truffle hands out: not file channels, and closed by an interruption. */
class HostContentTest {

    @TempDir
    Path directory;
    private boolean interrupted;
    private String full;
    private int opened;
    private HostFileSystem fileSystem;

    @BeforeEach
    void mount() throws IOException {
        Files.writeString(directory.resolve("f"), "0123456789");
        NioHostFiles nio = new NioHostFiles(directory);
        HostFiles wrapping = (HostFiles) Proxy.newProxyInstance(HostFiles.class.getClassLoader(),
                        new Class<?>[] {HostFiles.class}, (proxy, method, arguments) -> {
                            try {
                                Object result = method.invoke(nio, arguments);
                                return result instanceof SeekableByteChannel channel ? wrap(channel) : result;
                            } catch (InvocationTargetException failure) {
                                throw failure.getCause();
                            }
                        });
        fileSystem = new HostFileSystem(wrapping, false);
    }

    private SeekableByteChannel wrap(SeekableByteChannel channel) {
        opened++;
        return (SeekableByteChannel) Proxy.newProxyInstance(SeekableByteChannel.class.getClassLoader(),
                        new Class<?>[] {SeekableByteChannel.class}, (proxy, method, arguments) -> {
                            boolean transfers = method.getName().equals("read") || method.getName().equals("write");
                            if (interrupted && transfers) {
                                interrupted = false;
                                channel.close();
                                Thread.currentThread().interrupt();
                                throw new ClosedByInterruptException();
                            }
                            if (full != null && method.getName().equals("write")) {
                                throw new IOException(full);
                            }
                            return method.invoke(channel, arguments);
                        });
    }

    private OpenFile open() {
        OpenFile file = fileSystem.root().lookup("f").open(OpenFlags.O_RDWR);
        file.retain();
        return file;
    }

    private static String read(OpenFile file, int count) {
        ByteBuffer target = ByteBuffer.allocate(count);
        file.read(target);
        return new String(target.array(), 0, target.position());
    }

    @Test
    void keepsItsPlace() {
        OpenFile file = open();
        assertEquals("012", read(file, 3));
        file.read(7, ByteBuffer.allocate(2));
        assertEquals("345", read(file, 3));
        file.write(ByteBuffer.wrap("xx".getBytes()));
        assertEquals("89", read(file, 5));
        file.truncate(4);
        assertEquals("", read(file, 5));
        file.seek(2, 0);
        assertEquals("23", read(file, 5));
        file.truncate(6);
        assertEquals("\0\0", read(file, 5));
        file.release();
    }

    @Test
    void opensAgainAfterAnInterruption() {
        OpenFile file = open();
        assertEquals("0123", read(file, 4));
        interrupted = true;
        assertEquals(Errno.EINTR, assertThrows(ErrnoException.class, () -> read(file, 4)).errno());
        assertEquals(2, opened);
        assertEquals("4567", read(file, 4));
        interrupted = true;
        assertThrows(ErrnoException.class, () -> file.write(ByteBuffer.wrap("ab".getBytes())));
        file.write(ByteBuffer.wrap("ab".getBytes()));
        file.seek(0, 0);
        assertEquals("01234567ab", read(file, 20));
        file.release();
    }

    @Test
    void reportsAFullDisk() {
        OpenFile file = open();
        full = "No space left on device";
        ByteBuffer bytes = ByteBuffer.wrap("ab".getBytes());
        assertEquals(Errno.ENOSPC, assertThrows(ErrnoException.class, () -> file.write(bytes)).errno());
        full = "Something nobody has heard of";
        assertEquals(Errno.EIO, assertThrows(ErrnoException.class, () -> file.write(bytes)).errno());
        file.release();
    }
}
