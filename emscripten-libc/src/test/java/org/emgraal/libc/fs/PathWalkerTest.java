// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathWalkerTest {

    private NameSpace names;
    private FileTree tree;
    private PathWalker walker;

    @BeforeEach
    void tree() {
        names = new NameSpace(new MemoryFileSystem());
        tree = new FileTree(names);
        walker = new PathWalker(names.mounts());
        tree.createDirectories("/a/b");
        tree.write("/a/file", new byte[] {1});
        tree.createSymbolicLink("/a/up", "..");
        tree.createSymbolicLink("/a/absolute", "/a/b");
        tree.createSymbolicLink("/a/tofile", "file");
        tree.createSymbolicLink("/a/dangling", "nowhere");
        tree.createSymbolicLink("/a/self", "self");
    }

    private String path(String path) {
        return walker.find(names.root(), path, true).path();
    }

    private void fails(Errno errno, String path) {
        ErrnoException failure = assertThrows(ErrnoException.class, () -> path(path), path);
        assertEquals(errno, failure.errno(), path);
    }

    @Test
    void walksComponents() {
        assertEquals("/", path("/"));
        assertEquals("/", path("///"));
        assertEquals("/a/b", path("/a/b"));
        assertEquals("/a/b", path("//a//b//"));
        assertEquals("/a/b", path("/a/./b/."));
        assertEquals("/a", path("/a/b/.."));
        assertEquals("/", path("/../../.."));
        assertEquals("/a/b", path("a/b"));
    }

    @Test
    void startsRelativePathsAtStart() {
        Place a = walker.find(names.root(), "/a", true);
        assertEquals("/a/b", walker.find(a, "b", true).path());
        assertEquals("/", walker.find(a, "..", true).path());
        assertEquals("/a/b", walker.find(a, "/a/b", true).path());
    }

    @Test
    void followsLinks() {
        assertEquals("/a", path("/a/up/a"));
        assertEquals("/a/b", path("/a/absolute"));
        assertEquals("/a", path("/a/absolute/.."));
        assertEquals("/a/file", path("/a/tofile"));
        assertEquals("/a/tofile", walker.find(names.root(), "/a/tofile", false).path());
        assertEquals("/a/b", walker.find(names.root(), "/a/absolute/", false).path());
    }

    @Test
    void failsAsPosixSays() {
        fails(Errno.ENOENT, "");
        fails(Errno.ENOENT, "/missing");
        fails(Errno.ENOENT, "/missing/x");
        fails(Errno.ENOENT, "/a/dangling");
        fails(Errno.ENOTDIR, "/a/file/x");
        fails(Errno.ENOTDIR, "/a/file/");
        fails(Errno.ENOTDIR, "/a/file/..");
        fails(Errno.ENOTDIR, "/a/tofile/");
        fails(Errno.ELOOP, "/a/self");
        fails(Errno.ELOOP, "/a/self/x");
        fails(Errno.ENAMETOOLONG, "/" + "n".repeat(256));
        fails(Errno.ENAMETOOLONG, "/" + "\u20ac".repeat(86));
        fails(Errno.ENOENT, "/" + "n".repeat(255));
        fails(Errno.ENAMETOOLONG, "/a".repeat(2048));
    }

    @Test
    void needsSearchPermission() {
        names.setMode(walker.find(names.root(), "/a", true), 0600);
        fails(Errno.EACCES, "/a/b");
        assertEquals("/a", path("/a"));
    }

    @Test
    void allowsTheLastComponentToBeMissing() {
        PathWalker.Target target = walker.walk(names.root(), "/a/new/", true);
        assertNull(target.found());
        assertEquals("new", target.name());
        assertTrue(target.slash());
        assertEquals("/a", target.directory().path());
        PathWalker.Target throughLink = walker.walk(names.root(), "/a/dangling", true);
        assertNull(throughLink.found());
        assertEquals("nowhere", throughLink.name());
    }

    @Test
    void entersAndLeavesMounts() {
        MemoryFileSystem other = new MemoryFileSystem();
        names.mount("/a/b", other, false);
        assertSame(other.root(), walker.find(names.root(), "/a/b", true).node());
        assertEquals("/a/b", path("/a/b"));
        assertEquals("/a", path("/a/b/.."));
        tree.createDirectories("/a/b/inner");
        assertEquals("/a/b/inner", path("/a/b/inner"));
        assertEquals("/a/file", path("/a/b/inner/../../file"));
        ErrnoException failure = assertThrows(ErrnoException.class, () -> names.mount("/a/b", other, false));
        assertEquals(Errno.EBUSY, failure.errno(), "a file system must not cover itself");
        MemoryFileSystem top = new MemoryFileSystem();
        names.mount("/a/b", top, false);
        assertSame(top.root(), walker.find(names.root(), "/a/b", true).node());
    }
}
