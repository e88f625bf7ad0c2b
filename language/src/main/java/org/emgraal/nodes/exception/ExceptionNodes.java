// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.exception;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.emgraal.module.ValueType;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmException;
import org.emgraal.runtime.WasmTag;

/** {@code throw}, {@code rethrow} (legacy proposal) and {@code throw_ref} (exnref proposal). */
public final class ExceptionNodes {

    private ExceptionNodes() {
    }

    public static final class Throw extends ExpressionNode.Statement {
        private final int tag;
        @CompilerDirectives.CompilationFinal(dimensions = 1) private final ValueType.Kind[] kinds;
        @Children private final ExpressionNode[] values;

        public Throw(int tag, ValueType.Kind[] kinds, ExpressionNode[] values) {
            this.tag = tag;
            this.kinds = kinds;
            this.values = values;
        }

        @Override
        @ExplodeLoop
        public void executeVoid(VirtualFrame frame, Activation activation) {
            long[] numbers = new long[values.length];
            Object[] references = new Object[values.length];
            for (int i = 0; i < values.length; i++) {
                switch (kinds[i]) {
                    case I32 -> numbers[i] = values[i].executeInt(frame, activation);
                    case I64 -> numbers[i] = values[i].executeLong(frame, activation);
                    case F32 -> numbers[i] = Float.floatToRawIntBits(values[i].executeFloat(frame, activation));
                    case F64 -> numbers[i] = Double.doubleToRawLongBits(values[i].executeDouble(frame, activation));
                    case V128 -> references[i] = values[i].executeVector(frame, activation);
                    case REF -> references[i] = values[i].executeReference(frame, activation);
                }
            }
            throw create(activation.instance().tag(tag), numbers, references);
        }

        @TruffleBoundary
        private static WasmException create(WasmTag tag, long[] numbers, Object[] references) {
            return new WasmException(tag, numbers, references);
        }
    }

    /** Throws what a {@code catch} clause of this function caught. */
    public static final class Rethrow extends ExpressionNode.Statement {
        private final int slot;

        public Rethrow(int slot) {
            this.slot = slot;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            throw rethrow((Throwable) frame.getObjectStatic(slot));
        }
    }

    public static final class ThrowRef extends ExpressionNode.Statement {
        @Child private ExpressionNode exception;

        public ThrowRef(ExpressionNode exception) {
            this.exception = exception;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Activation activation) {
            Object value = exception.executeReference(frame, activation);
            if (value == null) {
                throw Trap.NULL_EXCEPTION_REFERENCE.at(this);
            }
            throw rethrow((Throwable) value);
        }
    }

    /** Host exceptions that {@code catch_all} saw go on unchanged, whatever their class. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException rethrow(Throwable exception) throws T {
        throw (T) exception;
    }
}
