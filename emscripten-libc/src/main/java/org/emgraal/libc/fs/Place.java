// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

/**
 * A node where a path found it. At a mount point this is the mounted root under the mount point's name, so
 * {@code ..} is simply {@code parent}.
 *
 * @param parent the directory it was found in; null for the root of the name space
 * @param name its name there; empty for the root
 */
public record Place(Place parent, String name, Node node, Mount mount) {

    /** For a file without a name: a pipe, a socket. */
    public static Place nameless(Node node) {
        return new Place(null, "", node, Mount.NAMELESS);
    }

    Place child(String childName, Node child) {
        return new Place(this, childName, child, mount);
    }

    /** The absolute path, without symbolic links. */
    public String path() {
        if (parent == null) {
            return "/";
        }
        StringBuilder path = new StringBuilder();
        appendTo(path);
        return path.toString();
    }

    private void appendTo(StringBuilder path) {
        if (parent != null) {
            parent.appendTo(path);
            path.append('/').append(name);
        }
    }

    /** The path from {@code ancestor} to here, empty if that is this place; null if this is not in it. */
    public String pathFrom(Node ancestor) {
        String path = "";
        for (Place place = this; place != null; place = place.parent) {
            if (place.node.equals(ancestor)) {
                return path;
            }
            path = path.isEmpty() ? place.name : place.name + "/" + path;
        }
        return null;
    }

    /** Whether this is {@code ancestor} or lies below it. */
    public boolean isIn(Node ancestor) {
        for (Place place = this; place != null; place = place.parent) {
            if (place.node.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }
}
