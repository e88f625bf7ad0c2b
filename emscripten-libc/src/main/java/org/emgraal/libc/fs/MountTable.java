// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/** Which file system covers which directory. */
public final class MountTable {

    private final Place root;
    /** By the covered directory. */
    private final Map<Node, Mount> mounts = new LinkedHashMap<>();
    private final List<Point> points = new ArrayList<>();

    /** A covered directory: the mount it is in and its absolute path. */
    private record Point(Mount mount, String path) {
    }

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
        Mount above = new Mount(fileSystem, false);
        while (above != null) {
            Node top = above.fileSystem().root();
            if (top.equals(directory.node())) {
                // It would cover itself.
                throw new ErrnoException(Errno.EBUSY);
            }
            above = mounts.get(top);
        }
        mounts.put(directory.node(), new Mount(fileSystem, readOnly || fileSystem.readOnly()));
        points.add(new Point(directory.mount(), directory.path()));
    }

    /** When a directory is renamed the mount points in it go with it. */
    Consumer<Place> renaming(Place directory) {
        String before = directory.path();
        return now -> points.replaceAll(point -> !point.path.startsWith(before + "/") ? point
                        : new Point(point.mount, now.path() + point.path.substring(before.length())));
    }

    /** Whether walking down from {@code start} along {@code path}, a plain relative one, stays in one file system. */
    boolean staysInMount(Place start, String path) {
        for (Point point : points) {
            if (point.mount == start.mount() && isOnTheWay(point.path, start.path(), path)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOnTheWay(String point, String start, String path) {
        int length = start.equals("/") ? 0 : start.length();
        if (!point.startsWith(start) || point.length() <= length + 1 || point.charAt(length) != '/') {
            return false;
        }
        String below = point.substring(length + 1);
        return path.startsWith(below) && (path.length() == below.length() || path.charAt(below.length()) == '/');
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
