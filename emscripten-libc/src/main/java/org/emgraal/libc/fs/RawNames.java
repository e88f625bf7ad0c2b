// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.HexFormat;

/**
 * Host paths byte by byte. Java converts names with the encoding of the host's locale, and names that it does not know are
 * lost: in the locale C, where many containers run, every name that is not ASCII. The URI of a path of Unix has its bytes.
 */
public final class RawNames {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RawNames() {
    }

    /** Whether the path needs no such care: it is ASCII, which every encoding has in common. */
    public static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a path's URI that any URI may be appended to; null if this is no path of a Unix file system. */
    public static String prefix(URI path) {
        if (!"file".equals(path.getScheme()) || java.io.File.separatorChar != '/') {
            return null;
        }
        return withoutSlash(path.getRawPath());
    }

    /** The URI of a path below what {@link #prefix} gave. */
    public static URI uri(String prefix, String path) {
        StringBuilder text = new StringBuilder("file://").append(prefix).append('/');
        // Java's file systems take the bytes as they are, and know no empty names.
        for (byte b : GuestText.encode(path.replaceAll("/+", "/"))) {
            boolean itself = b == '/' || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
            if (itself) {
                text.append((char) b);
            } else {
                text.append('%');
                HEX.toHexDigits(text, b);
            }
        }
        return URI.create(text.toString());
    }

    /** The path that a URI names, as {@link GuestText}, without a slash at its end. */
    public static String path(URI uri) {
        String raw = withoutSlash(uri.getRawPath());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        return GuestText.decode(bytes.toByteArray());
    }

    /** The last name of the path that a URI names. */
    public static String name(URI uri) {
        String path = path(uri);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
