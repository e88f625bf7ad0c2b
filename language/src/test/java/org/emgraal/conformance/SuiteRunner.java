// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.util.List;
import org.emgraal.InsideEngine;
import org.emgraal.conformance.SpecSuite.Script;
import org.graalvm.polyglot.Engine;

/** Runs scripts in one mode, each in an engine of its own, on a thread whose stack size is known. */
final class SuiteRunner {

    private static final long STACK = 64L << 20;

    private SuiteRunner() {
    }

    static Tally run(EngineMode mode, List<Script> scripts) {
        Tally tally = new Tally();
        Thread thread = new Thread(null, () -> scripts.forEach(script -> run(mode, script, tally)), "conformance", STACK);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return tally;
    }

    private static void run(EngineMode mode, Script script, Tally tally) {
        try (Engine engine = mode.newEngine()) {
            InsideEngine.run(engine, state -> new ScriptRunner(state, mode.translation(), tally).run(script));
        } catch (RuntimeException | Error e) {
            tally.fail(script.folder() + "/" + script.name(), "internal error: " + e);
        }
    }
}
