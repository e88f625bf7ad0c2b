// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.nodes.FunctionRootNode;

/**
 * What compiled code does at a call whose callee it does not know. Going on in the interpreter lets the code behind rely
 * on what it knew before: a call that may change everything costs a loop its hoisted memory. Only the last tier of a
 * function that compiles fast does so, and is compiled again when that has happened a few times; all other code, the
 * evaluation loop and what is inlined into it above all, makes an unknown call and stays valid.
 */
final class ColdCall {

    private static final int LEAVES = 10;

    private int count;

    /** Whether the rest runs in the interpreter, which is to remember the callee. */
    boolean leave(Node site) {
        if (CompilerDirectives.hasNextTier() || !CompilerDirectives.inCompilationRoot() || isHuge(site)) {
            return false;
        }
        if (++count < LEAVES) {
            CompilerDirectives.transferToInterpreter();
        } else {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            count = 0;
        }
        return true;
    }

    static boolean isHuge(Node site) {
        return site.getRootNode() instanceof FunctionRootNode function && function.isHuge();
    }
}
