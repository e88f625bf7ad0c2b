// SPDX-License-Identifier: Apache-2.0
package shop;

import org.emgraal.EmgraalResources;
import org.graalvm.polyglot.Context;

public final class Main {
    public static void main(String[] arguments) {
        try (Context context = EmgraalResources.contextBuilder().build()) {
            System.out.println(context.eval("emscripten-python", """
                            import importlib.util, click, greet, shop
                            cached = all(module.__spec__.cached and module.__spec__.loader.get_data(module.__spec__.cached)
                                         for module in (click, greet, shop))
                            f"{shop.welcome('Jane')} {cached} {greet.__file__} {importlib.util.find_spec('pytest')}"
                            """).asString());
        }
    }
}
