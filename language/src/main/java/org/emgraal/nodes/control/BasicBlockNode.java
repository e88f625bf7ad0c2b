// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;

/** Statements without branches, then one {@link Terminator}. */
public final class BasicBlockNode extends Node {

    @Children final ExpressionNode[] statements;
    final Terminator terminator;
    /** IF: i32 condition; TABLE: i32 index; else null. */
    @Child ExpressionNode condition;
    /** GOTO: one; IF: taken, not taken; TABLE: targets, default last. */
    @CompilationFinal(dimensions = 1) final Edge[] edges;
    /** What may catch an exception thrown by a statement, innermost first; null outside of try regions. */
    @CompilationFinal(dimensions = 1) final ExceptionHandler[] handlers;
    /** What is live at its start; null in functions without loops. */
    final LiveSlots live;

    /** How a basic block ends. */
    public enum Terminator {
        GOTO,
        IF,
        TABLE,
        RETURN,
        UNREACHABLE
    }

    public BasicBlockNode(ExpressionNode[] statements, Terminator terminator, ExpressionNode condition,
                    Edge[] edges, ExceptionHandler[] handlers, LiveSlots live) {
        this.statements = statements;
        this.terminator = terminator;
        this.condition = condition;
        this.edges = edges;
        this.handlers = handlers;
        this.live = live;
    }

    /** TABLE: the way that an index takes. */
    Edge select(int index) {
        int last = edges.length - 1;
        return edges[Integer.compareUnsigned(index, last) < 0 ? index : last];
    }

    @ExplodeLoop
    void executeStatements(VirtualFrame frame, Activation activation) {
        for (ExpressionNode statement : statements) {
            statement.executeVoid(frame, activation);
        }
    }
}
