// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A virtual environment (PEP 405): a folder with {@code pyvenv.cfg}, {@code bin} and
 * {@code lib/pythonX.Y/site-packages}. CPython finds it by itself if its executable seems to lie in {@code bin}, so all we
 * do is name the executable.
 *
 * @param folder may not be null
 */
record VirtualEnvironment(TruffleFile folder) {

    private static final String VARIABLE = "VIRTUAL_ENV";
    private static final String CONFIGURATION = "pyvenv.cfg";
    /** {@code venv} writes the first key, {@code virtualenv} and {@code uv} the second. */
    private static final Pattern VERSION = Pattern.compile("(?m)^\\s*version(?:_info)?\\s*=\\s*(\\d+\\.\\d+)");

    /**
     * The environment that the variable {@code VIRTUAL_ENV} names; null if there is none, or files are out of reach.
     *
     * @param version of Python, as in {@code 3.14}
     * @throws IOException if it was made for another version of Python
     */
    static VirtualEnvironment active(TruffleLanguage.Env env, String version) throws IOException {
        String named = env.getEnvironment().getOrDefault(VARIABLE, "");
        if (named.isEmpty() || !env.isFileIOAllowed()) {
            return null;
        }
        TruffleFile folder = env.getPublicTruffleFile(named).getAbsoluteFile().normalize();
        TruffleFile configuration = folder.resolve(CONFIGURATION);
        if (!configuration.isRegularFile()) {
            return null;
        }
        Matcher made = VERSION.matcher(new String(configuration.readAllBytes(), StandardCharsets.UTF_8));
        if (made.find() && !made.group(1).equals(version)) {
            throw new IOException("the virtual environment %s is for Python %s, this is Python %s".formatted(folder.getPath(), made.group(1), version));
        }
        return new VirtualEnvironment(folder);
    }

    /** What {@code sys.executable} must be; it need not exist. */
    String executable() {
        return folder.resolve("bin").resolve("python").getPath();
    }
}
