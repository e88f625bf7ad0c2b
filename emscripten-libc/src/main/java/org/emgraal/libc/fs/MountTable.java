// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/** Which file system covers which directory. */
public final class MountTable {

    private final Place root;
    /** By the covered directory. */
    private final Map<Node, Mount> mounts = new LinkedHashMap<>();

    public MountTable(FileSystem rootFileSystem) {
        root = new Place(null, "", rootFileSystem.root(), new Mount(rootFileSystem, rootFileSystem.readOnly()));
    }

    public Place root() {
        return uncover(root);
    }

    /** Covers a directory with {@code fileSystem}. */
    void mount(Place directory, FileSystem fileSystem, boolean readOnly) {
        if (!directory.node().isDirectory()) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        mounts.put(directory.node(), new Mount(fileSystem, readOnly || fileSystem.readOnly()));
    }

    /** What is visible at a place: the root of the file system mounted there, if one is. */
    Place uncover(Place place) {
        Place visible = place;
        for (Mount mount = mounts.get(visible.node()); mount != null; mount = mounts.get(visible.node())) {
            visible = new Place(place.parent(), place.name(), mount.fileSystem().root(), mount);
        }
        return visible;
    }

    /** Whether {@code visible} is the root of a mounted file system, which can be neither removed nor renamed. */
    boolean isMountRoot(Place visible) {
        return visible.parent() == null || visible.mount() != visible.parent().mount();
    }

    /** Every file system of the name space, the root's first. */
    public Collection<FileSystem> fileSystems() {
        Collection<FileSystem> fileSystems = new ArrayList<>();
        fileSystems.add(root.mount().fileSystem());
        mounts.values().forEach(mount -> fileSystems.add(mount.fileSystem()));
        return fileSystems;
    }
}
