// SPDX-License-Identifier: Apache-2.0
package shop;

import org.graalvm.polyglot.Context;

public final class Main {
    public static void main(String[] arguments) {
        try (Context context = Context.create("emscripten-python")) {
            System.out.println(context.eval("emscripten-python", """
                            import json, sqlite3
                            json.dumps({'answer': sqlite3.connect(':memory:').execute('select 6 * 7').fetchone()[0]})
                            """).asString());
        }
    }
}
