// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.io.TruffleProcessBuilder;
import java.io.IOException;
import org.emgraal.libc.CommandShell;

/** The host's shell, as far as the context may create processes. Its standard streams are those of the context. */
final class HostShell implements CommandShell {

    /** What a shell adds to the number of the signal that ended a command. */
    private static final int SIGNAL = 128;

    private final TruffleLanguage.Env env;

    HostShell(TruffleLanguage.Env env) {
        this.env = env;
    }

    @Override
    public int run(String command) throws IOException, InterruptedException {
        TruffleProcessBuilder builder = env.newProcessBuilder("/bin/sh", "-c", command);
        builder.redirectOutput(builder.createRedirectToStream(env.out())).redirectError(builder.createRedirectToStream(env.err()));
        int status = builder.start().waitFor();
        return status > SIGNAL ? SIGNAL - status : status;
    }
}
