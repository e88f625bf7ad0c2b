// SPDX-License-Identifier: Apache-2.0
package shop;

import java.io.IOException;
import java.util.HexFormat;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;

public final class Main {
    /** (module (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)). */
    private static final String ADD = "0061736d0100000001070160027f7f017f030201000707010361646400000a09010700200020016a0b";

    public static void main(String[] arguments) throws IOException {
        Source module = Source.newBuilder("emscripten", ByteSequence.create(HexFormat.of().parseHex(ADD)), "add").build();
        try (Context context = Context.create("emscripten")) {
            System.out.println(context.eval(module).getMember("add").execute(40, 2).asInt());
        }
    }
}
