// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.ArrayList;
import java.util.List;

/**
 * A Python exception as {@code embedding.py} describes it.
 *
 * @param kind what the embedder does about it
 * @param typeName qualified name of the class, without {@code builtins}
 * @param location where a SyntaxError is
 * @param frames outermost first
 */
public record ErrorDescription(Kind kind, String typeName, String message, Location location, List<Frame> frames) {

    public enum Kind {
        ERROR,
        SYNTAX,
        /** A syntax error of an interactive source that more lines may mend. */
        INCOMPLETE,
        EXIT,
        INTERRUPT
    }

    /** Lines and columns from 1; 0 where unknown. */
    public record Location(String file, int line, int column, int endLine, int endColumn) {
    }

    public record Frame(String file, int line, String function) {
    }

    /** As CPython's last line has it. */
    String summary() {
        return message.isEmpty() ? typeName : typeName + ": " + message;
    }

    static ErrorDescription parse(String netstrings) {
        List<String> fields = split(netstrings);
        List<Frame> frames = new ArrayList<>();
        for (int i = 8; i + 2 < fields.size(); i += 3) {
            frames.add(new Frame(fields.get(i), number(fields.get(i + 1)), fields.get(i + 2)));
        }
        Location location = new Location(fields.get(3), number(fields.get(4)), number(fields.get(5)),
                        number(fields.get(6)), number(fields.get(7)));
        return new ErrorDescription(Kind.valueOf(fields.get(0).toUpperCase(java.util.Locale.ROOT)), fields.get(1),
                        fields.get(2), location, frames);
    }

    private static int number(String text) {
        return text.equals("None") ? 0 : Integer.parseInt(text);
    }

    /** Lengths count code points, as Python's do. */
    private static List<String> split(String text) {
        List<String> fields = new ArrayList<>();
        int position = 0;
        while (position < text.length()) {
            int colon = text.indexOf(':', position);
            int length = Integer.parseInt(text.substring(position, colon));
            int end = text.offsetByCodePoints(colon + 1, length);
            fields.add(text.substring(colon + 1, end));
            position = end;
        }
        return fields;
    }
}
