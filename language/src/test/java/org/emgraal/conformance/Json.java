// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259): objects become maps, arrays lists, strings strings, numbers {@code Long} or {@code Double},
 * and the literals {@code Boolean} or null.
 */
final class Json {

    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.readValue();
        json.skipSpace();
        if (json.position != text.length()) {
            throw json.error("text behind the value");
        }
        return value;
    }

    private Object readValue() {
        skipSpace();
        return switch (peek()) {
            case '{' -> readObject();
            case '[' -> readArray();
            case '"' -> readString();
            case 't' -> readLiteral("true", true);
            case 'f' -> readLiteral("false", false);
            case 'n' -> readLiteral("null", null);
            default -> readNumber();
        };
    }

    private Map<String, Object> readObject() {
        Map<String, Object> object = new LinkedHashMap<>();
        expect('{');
        if (!skip('}')) {
            do {
                skipSpace();
                String key = readString();
                expect(':');
                object.put(key, readValue());
            } while (skip(','));
            expect('}');
        }
        return object;
    }

    private List<Object> readArray() {
        List<Object> array = new ArrayList<>();
        expect('[');
        if (!skip(']')) {
            do {
                array.add(readValue());
            } while (skip(','));
            expect(']');
        }
        return array;
    }

    private String readString() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char next = text.charAt(position++);
            string.append(next == '\\' ? readEscape() : next);
        }
        position++;
        return string.toString();
    }

    private char readEscape() {
        char escape = peek();
        position++;
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int digits = position;
                position += 4;
                yield (char) Integer.parseInt(text, digits, position, 16);
            }
            case '"', '\\', '/' -> escape;
            default -> throw error("unknown escape");
        };
    }

    private Object readLiteral(String literal, Object value) {
        if (!text.startsWith(literal, position)) {
            throw error("unknown literal");
        }
        position += literal.length();
        return value;
    }

    private Object readNumber() {
        int start = position;
        while (position < text.length() && "+-.0123456789eE".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        String number = text.substring(start, position);
        if (number.isEmpty()) {
            throw error("no value");
        }
        return number.chars().anyMatch(c -> ".eE".indexOf(c) >= 0) ? (Object) Double.valueOf(number)
                        : (Object) Long.valueOf(number);
    }

    private char peek() {
        if (position >= text.length()) {
            throw error("unexpected end");
        }
        return text.charAt(position);
    }

    private boolean skip(char c) {
        skipSpace();
        if (peek() != c) {
            return false;
        }
        position++;
        return true;
    }

    private void expect(char c) {
        if (!skip(c)) {
            throw error("expected " + c);
        }
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private IllegalArgumentException error(String message) {
        return new IllegalArgumentException(message + " at " + position);
    }
}
