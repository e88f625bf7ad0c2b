// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.util.List;
import org.emgraal.module.ValueType.Kind;

/** An open construct of the function that is translated. */
final class ControlFrame {

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
    /** Height of the operand stack below its parameters. */
    final int height;
    final List<Kind> parameters;
    final List<Kind> results;
    /** The try region around it. */
    final TryRegion outer;
    /** Where branches to it lead; made when there is one. */
    Block target;
    /** Of an {@code if} whose {@code else} has not begun. */
    Block otherwise;
    /** Of a {@code try}: its own region. */
    TryRegion own;
    /** Where a {@code catch} keeps the exception for {@code rethrow}; -1 if there is none. */
    int exceptionSlot = -1;

    ControlFrame(Construct construct, int height, List<Kind> parameters, List<Kind> results, TryRegion outer) {
        this.construct = construct;
        this.height = height;
        this.parameters = parameters;
        this.results = results;
        this.outer = outer;
    }

    /** What a branch to it passes. */
    List<Kind> labelKinds() {
        return construct == Construct.LOOP ? parameters : results;
    }
}
