// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.util.Arrays;
import java.util.List;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/**
 * Path resolution (POSIX.1-2017, 4.13): one component after the other, through symbolic links and mounts. Links are
 * followed here and by nobody else, so a link in a host mount leads into the guest's name space, never out of the
 * mount.
 */
public final class PathWalker {

    /** {@code SYMLOOP_MAX} of Linux. */
    private static final int MAX_LINKS = 40;
    /** {@code PATH_MAX}, with the NUL. */
    private static final int MAX_PATH = 4096;
    /** {@code NAME_MAX}, in bytes. */
    private static final int MAX_NAME = 255;

    /**
     * Where a path leads.
     *
     * @param directory the directory that holds the last component; null if that is {@code .}, {@code ..} or
     *            the root
     * @param name the last component
     * @param found what has that name; null if nothing has
     * @param slash whether a slash follows the name, which only directories allow
     */
    public record Target(Place directory, String name, Place found, boolean slash) {

        /** The place, which must exist. */
        public Place existing() {
            if (found == null) {
                throw new ErrnoException(Errno.ENOENT);
            }
            return found;
        }
    }

    private final MountTable mounts;

    public PathWalker(MountTable mounts) {
        this.mounts = mounts;
    }

    /** Resolves to an existing place. */
    public Place find(Place start, String path, boolean followLast) {
        return walk(start, path, followLast).existing();
    }

    /** Resolves all but the last component, and that too if it exists. */
    public Target walk(Place start, String path, boolean followLast) {
        if (path.isEmpty()) {
            throw new ErrnoException(Errno.ENOENT);
        }
        String rest = path;
        Place here = start;
        Mount tried = null;
        int links = 0;
        int at = 0;
        checkLength(rest);
        if (rest.charAt(0) == '/') {
            here = mounts.root();
            at = skipSlashes(rest, 0);
        }
        while (at < rest.length()) {
            requireSearchable(here.node());
            if (here.mount() != tried) {
                tried = here.mount();
                Target target = leap(here, rest, at, followLast);
                if (target != null) {
                    return target;
                }
                int last = rest.lastIndexOf('/') + 1;
                Place directory = last > at ? leapToDirectory(here, rest, at, last) : null;
                if (directory != null) {
                    here = directory;
                    at = last;
                    continue;
                }
            }
            int end = componentEnd(rest, at);
            int next = skipSlashes(rest, end);
            boolean last = next == rest.length();
            boolean slash = end < rest.length();
            String name = rest.substring(at, end);
            if (name.equals(".") || name.equals("..")) {
                here = name.length() == 1 || here.parent() == null ? here : here.parent();
                if (last) {
                    return new Target(null, name, here, slash);
                }
                at = next;
                continue;
            }
            Node node = lookup(here, name);
            if (node == null) {
                if (!last) {
                    throw new ErrnoException(Errno.ENOENT);
                }
                return new Target(here, name, null, slash);
            }
            Place place = mounts.uncover(here.child(name, node));
            if (node.type() == FileType.SYMBOLIC_LINK && (!last || followLast || slash)) {
                if (++links > MAX_LINKS) {
                    throw new ErrnoException(Errno.ELOOP);
                }
                Place linked = node.linkedPlace();
                if (linked == null) {
                    String target = node.readLink();
                    if (target.isEmpty()) {
                        throw new ErrnoException(Errno.ENOENT);
                    }
                    rest = slash ? target + "/" + rest.substring(next) : target;
                    checkLength(rest);
                    here = target.charAt(0) == '/' ? mounts.root() : here;
                    at = skipSlashes(rest, 0);
                    tried = null;
                    continue;
                }
                place = linked;
            }
            if (slash && !place.node().isDirectory()) {
                throw new ErrnoException(Errno.ENOTDIR);
            }
            if (last) {
                return new Target(here, name, place, slash);
            }
            here = place;
            at = next;
        }
        return new Target(null, "/", here, true);
    }

    /** The rest of the way in one step, where the file system can do that and no component needs a closer look. */
    private Target leap(Place here, String path, int at, boolean followLast) {
        Place found = path.indexOf('/', at) < 0 ? null : leap(here, path.substring(at));
        if (found == null || followLast && found.node().type() == FileType.SYMBOLIC_LINK) {
            return null;
        }
        return new Target(found.parent(), path.substring(path.lastIndexOf('/') + 1), found, false);
    }

    /** All but the last component in one step: that is missing, or a link. */
    private Place leapToDirectory(Place here, String path, int at, int last) {
        Place found = last == path.length() ? null : leap(here, path.substring(at, last - 1));
        return found == null || !found.node().isDirectory() ? null : found;
    }

    /** Null if the step cannot be made, for whatever reason. */
    private Place leap(Place here, String path) {
        if (!here.mount().fileSystem().findsPaths() || path.isEmpty() || path.charAt(0) == '.' || path.endsWith("/") ||
                        path.contains("//") || path.contains("/.") || !mounts.staysInMount(here, path)) {
            return null;
        }
        List<String> names = Arrays.asList(path.split("/"));
        List<Node> nodes = here.node().lookupAll(names);
        Place place = here;
        for (int i = 0; nodes != null && i < nodes.size(); i++) {
            place = place.child(names.get(i), nodes.get(i));
        }
        return nodes == null ? null : place;
    }

    private static Node lookup(Place directory, String name) {
        // A char is at most three bytes of UTF-8, so short names need no encoding.
        if (name.length() > MAX_NAME / 3 && GuestText.encode(name).length > MAX_NAME) {
            throw new ErrnoException(Errno.ENAMETOOLONG);
        }
        return directory.node().lookup(name);
    }

    private static void requireSearchable(Node node) {
        if (!node.isDirectory()) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        if (!Permissions.allow(node, Permissions.EXECUTE)) {
            throw new ErrnoException(Errno.EACCES);
        }
    }

    private static void checkLength(String path) {
        if (path.length() >= MAX_PATH) {
            throw new ErrnoException(Errno.ENAMETOOLONG);
        }
    }

    private static int skipSlashes(String path, int from) {
        int at = from;
        while (at < path.length() && path.charAt(at) == '/') {
            at++;
        }
        return at;
    }

    private static int componentEnd(String path, int from) {
        int end = path.indexOf('/', from);
        return end < 0 ? path.length() : end;
    }
}
