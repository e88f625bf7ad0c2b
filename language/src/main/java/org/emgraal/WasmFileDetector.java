// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/** Recognises WebAssembly binaries by their first bytes, whatever they are called. */
public final class WasmFileDetector implements TruffleFile.FileTypeDetector {

    private static final byte[] MAGIC = {0, 'a', 's', 'm'};

    @Override
    public String findMimeType(TruffleFile file) throws IOException {
        String name = file.getName();
        if (name != null && name.endsWith(".wasm")) {
            return EmscriptenLanguage.MIME_TYPE;
        }
        try (InputStream content = file.newInputStream()) {
            return Arrays.equals(content.readNBytes(MAGIC.length), MAGIC) ? EmscriptenLanguage.MIME_TYPE : null;
        }
    }

    @Override
    public Charset findEncoding(TruffleFile file) {
        return null;
    }
}
