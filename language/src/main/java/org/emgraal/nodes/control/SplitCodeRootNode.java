// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.nodes.LoopNode;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import org.emgraal.nodes.FunctionRootNode;

/**
 * Code that is part of a function but compiled apart from it. Only compiled code does anything, that of the first tier too: it
 * is there in a third of the time, and nearly as fast.
 */
abstract class SplitCodeRootNode extends RootNode {

    /** While newer code waits to be compiled, only few of the calls are of it. */
    private static final int LOOPS_PER_CALL = 20;

    private final String name;
    private final CodeGenerations code;

    /**
     * @param part a node of the function
     * @param code where to say that it is compiled
     */
    SplitCodeRootNode(Node part, String name, CodeGenerations code) {
        super(((FunctionRootNode) part.getRootNode()).language(), part.getRootNode().getFrameDescriptor());
        this.name = name;
        this.code = code;
    }

    /** To be asked first in each call; what is not yet compiled comes nearer to it. */
    final boolean isCompiled() {
        if (CompilerDirectives.inInterpreter()) {
            LoopNode.reportLoopCount(this, LOOPS_PER_CALL);
            return false;
        }
        code.compiled(getCallTarget());
        return true;
    }

    @Override
    public final String getName() {
        return name;
    }

    /** Below it in each stack trace is the function that it is part of. */
    @Override
    public final boolean isInternal() {
        return true;
    }

    @Override
    public final String toString() {
        return name;
    }
}
