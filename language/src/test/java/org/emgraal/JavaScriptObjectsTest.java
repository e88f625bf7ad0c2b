// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Objects of another language of the same context, GraalJS. */
class JavaScriptObjectsTest extends PythonTest {

    @Test
    void pythonUsesJavaScripts() throws IOException {
        runPythonTests("javascript_objects.py", 15);
    }
}
