// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A directory of the host as a file system. No attribute is cached beyond one system call, so changes by others are
 * seen at once. <em>Limits</em>: only regular files can be opened; host FIFOs, devices and sockets are visible but
 * answer {@code ENXIO}.
 */
public final class HostFileSystem implements FileSystem {

    final HostFiles host;
    private final boolean readOnly;
    private final boolean executable;
    private int modeChanges;
    private final HostNode root;
    /** Nodes of open files, whose path changes when the program renames them. */
    private final Set<HostNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param readOnly whether every change fails with {@code EROFS} */
    public HostFileSystem(HostFiles host, boolean readOnly) {
        this(host, readOnly, true);
    }

    /** @param executable false for what Linux calls {@code noexec}: no regular file may be executed, whatever its mode */
    public HostFileSystem(HostFiles host, boolean readOnly, boolean executable) {
        this.host = host;
        this.readOnly = readOnly;
        this.executable = executable;
        root = new HostNode(this, "", HostErrors.translate(() -> host.attributes("")));
        root.keep();
    }

    @Override
    public Node root() {
        return root;
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    boolean executable() {
        return executable;
    }

    @Override
    public boolean findsPaths() {
        return true;
    }

    @Override
    public FileSystemStatus status(Node node) {
        String path = ((HostNode) node).pathWithoutLink();
        return HostErrors.translate(() -> host.status(path));
    }

    @Override
    public void close() {
        host.close();
    }

    /** How often the program has changed a mode, which a node that is kept, like an open directory's, must notice. */
    int modeChanges() {
        return modeChanges;
    }

    void modeChanged() {
        modeChanges++;
    }

    void opened(HostNode node) {
        open.add(node);
    }

    void closed(HostNode node) {
        open.remove(node);
    }

    /** The program has renamed a file or directory. */
    void renamed(String from, String to) {
        removed(to);
        open.forEach(node -> node.follow(from, to));
    }

    /** The program has removed a name. */
    void removed(String path) {
        open.forEach(node -> node.lose(path));
    }
}
