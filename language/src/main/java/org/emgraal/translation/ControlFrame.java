// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import org.emgraal.module.ValueType.Kind;

/** An open {@code block}, {@code loop}, {@code if} or {@code try}, or the function itself. */
final class ControlFrame {

    /** What opened the frame; changes at {@code else} and {@code catch}. */
    enum Construct {
        FUNCTION,
        BLOCK,
        LOOP,
        IF,
        ELSE,
        TRY,
        CATCH
    }

    Construct construct;
    /** Operand stack height below the frame's parameters. */
    final int height;
    final Kind[] parameters;
    final Kind[] results;
    /** Where a branch to the frame goes: a loop's header, else the end, made when first needed. */
    Block target;
    /** IF: where the condition was false. */
    Block elseBlock;
    /** The try region around the frame, and the one inside it. */
    final TryRegion outerRegion;
    TryRegion innerRegion;
    /** CATCH: the region of the try body, which further clauses belong to. */
    TryRegion catchRegion;
    /** CATCH: where the caught exception is kept for {@code rethrow}. */
    int exceptionSlot = -1;

    ControlFrame(Construct construct, int height, Kind[] parameters, Kind[] results, TryRegion region) {
        this.construct = construct;
        this.height = height;
        this.parameters = parameters;
        this.results = results;
        this.outerRegion = region;
        this.innerRegion = region;
    }

    /** What a branch carries. */
    Kind[] labelKinds() {
        return construct == Construct.LOOP ? parameters : results;
    }
}
