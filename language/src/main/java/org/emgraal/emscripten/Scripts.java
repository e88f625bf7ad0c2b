// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import org.emgraal.libc.HostFunction;

/** Runs JavaScript that lies in libraries, where the polyglot context has that language. */
public interface Scripts {

    /**
     * Makes a function of source text.
     *
     * @param program whose memory and exports the text names
     * @param parameters their names, separated by commas
     * @param body in braces
     * @param signature as that of a {@link HostFunction}
     */
    HostFunction.Body function(EmscriptenProgram program, String parameters, String body, String signature);
}
