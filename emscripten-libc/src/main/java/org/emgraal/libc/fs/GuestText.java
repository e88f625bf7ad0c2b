// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.nio.charset.StandardCharsets;

/**
 * Guest strings, which are bytes, as Java strings: UTF-8, each byte that is not part of valid UTF-8 as the lone
 * surrogate U+DC00 + byte (PEP 383), so that every file name survives the round trip.
 */
public final class GuestText {

    private static final int ESCAPE = 0xDC00;

    private GuestText() {
    }

    public static String decode(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return decodeUtf8(bytes);
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String decodeUtf8(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int length = sequenceLength(bytes, i);
            if (length == 0) {
                text.append((char) (ESCAPE | bytes[i] & 0xFF));
                i++;
            } else {
                text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
                i += length;
            }
        }
        return text.toString();
    }

    /** Bytes of the valid UTF-8 sequence at {@code at} (Unicode table 3-7); 0 if there is none. */
    private static int sequenceLength(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        int length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > bytes.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            int low = 0x80;
            int high = 0xBF;
            if (i == 1) {
                low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : low;
                high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : high;
            }
            int next = bytes[at + i] & 0xFF;
            if (next < low || next > high) {
                return 0;
            }
        }
        return length;
    }

    public static byte[] encode(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (isEscape(text, i)) {
                return encodeEscaped(text);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether every byte of the name is text, so that a host that knows only text can hold it. */
    public static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !isPair(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPair(String text, int i) {
        int first = Character.isHighSurrogate(text.charAt(i)) ? i : i - 1;
        return first >= 0 && first + 1 < text.length() &&
                        Character.isSurrogatePair(text.charAt(first), text.charAt(first + 1));
    }

    private static boolean isEscape(String text, int i) {
        char c = text.charAt(i);
        return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xFF && !isPair(text, i);
    }

    private static byte[] encodeEscaped(String text) {
        var bytes = new java.io.ByteArrayOutputStream(text.length() + 8);
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(text.charAt(i) & 0xFF);
                from = i + 1;
            }
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
