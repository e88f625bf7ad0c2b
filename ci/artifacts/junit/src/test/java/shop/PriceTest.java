// SPDX-License-Identifier: Apache-2.0
package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.Test;

class PriceTest {
    @Test
    void pricesAreExact() {
        try (Context context = Context.create("emscripten-python")) {
            assertEquals("0.30", context.eval("emscripten-python", """
                            from decimal import Decimal
                            str(Decimal('0.10') + Decimal('0.20'))""").asString());
        }
    }
}
