// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.TruffleFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises Python sources by their names, and the encoding they declare (PEP 263). */
public final class PythonFileDetector implements TruffleFile.FileTypeDetector {

    private static final Pattern DECLARATION = Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-_.a-zA-Z0-9]+)");
    /** A declaration is in the first two lines. */
    private static final int LINES = 2;

    @Override
    public String findMimeType(TruffleFile file) {
        String name = file.getName();
        return name != null && (name.endsWith(".py") || name.endsWith(".pyw")) ? EmscriptenPythonLanguage.MIME_TYPE : null;
    }

    @Override
    public Charset findEncoding(TruffleFile file) throws IOException {
        try (BufferedReader lines = file.newBufferedReader(StandardCharsets.ISO_8859_1)) {
            for (int i = 0; i < LINES; i++) {
                String line = lines.readLine();
                Matcher declared = line == null ? null : DECLARATION.matcher(line);
                if (declared != null && declared.find()) {
                    return Charset.forName(declared.group(1));
                }
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknownToJava) {
            return StandardCharsets.UTF_8;
        }
        return StandardCharsets.UTF_8;
    }
}
