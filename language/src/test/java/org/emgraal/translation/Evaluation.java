// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.emgraal.binary.BinaryModule;
import org.emgraal.module.Limits;
import org.emgraal.module.MemoryType;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.numeric.ConstantNodes;
import org.emgraal.nodes.variable.LocalNodes;
import org.emgraal.runtime.Instantiator;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.Store;
import org.emgraal.runtime.TypeRegistry;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmMemory;

/** Runs single nodes in a function's frame. Values are boxed; the locals' representations are those of their boxes. */
final class Evaluation {

    private Evaluation() {
    }

    static WasmMemory memory(long minimum, long maximum, boolean shared, boolean index64) {
        return new WasmMemory(new MemoryType(new Limits(minimum, maximum), shared, index64));
    }

    /** Reads local {@code index}, as an instruction's operand does. */
    static ExpressionNode local(Kind kind, int index) {
        int slot = index;
        return switch (kind) {
            case I32 -> new LocalNodes.GetI32(slot);
            case I64 -> new LocalNodes.GetI64(slot);
            case F32 -> new LocalNodes.GetF32(slot);
            case F64 -> new LocalNodes.GetF64(slot);
            case V128 -> new LocalNodes.GetV128(slot);
            case REF -> new LocalNodes.GetRef(slot);
        };
    }

    static ExpressionNode constant(Object value) {
        return switch (value) {
            case Integer number -> new ConstantNodes.I32(number);
            case Long number -> new ConstantNodes.I64(number);
            case Float number -> new ConstantNodes.F32(number);
            case Double number -> new ConstantNodes.F64(number);
            default -> new ConstantNodes.V128((Vector128) value);
        };
    }

    /** An operand no node recognises as a local or a constant. */
    static ExpressionNode opaque(int value) {
        return new ExpressionNode.I32() {
            @Override
            public int executeInt(VirtualFrame frame, Activation activation) {
                return value;
            }
        };
    }

    static Object run(Kind result, ExpressionNode node, Object... locals) {
        return run(result, node, null, locals);
    }

    /** Executes {@code node}; null if it has no result, and then {@code result} is null. */
    static Object run(Kind result, ExpressionNode node, WasmMemory memory, Object... locals) {
        FrameDescriptor.Builder builder = FrameDescriptor.newBuilder();
        builder.addSlots(locals.length, FrameSlotKind.Static);
        return new Root(builder.build(), result, node, memory == null ? null : instance(memory)).getCallTarget().call(locals);
    }

    /** An instance of a module that imports memory 0. */
    private static WasmInstance instance(WasmMemory memory) {
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        Limits limits = memory.type().limits();
        type.write((limits.hasMaximum() ? 1 : 0) | (memory.type().shared() ? 2 : 0) | (memory.type().index64() ? 4 : 0));
        writeUnsigned(type, limits.minimum());
        if (limits.hasMaximum()) {
            writeUnsigned(type, limits.maximum());
        }
        ModuleCode code = new ModuleCode(new BinaryModule().section(2, "01 00 00 02 " + HexFormat.ofDelimiter(" ").formatHex(type.toByteArray())).decode(), new TypeRegistry(), null);
        return Instantiator.instantiate(code, new Store(), (anImport, index) -> memory);
    }

    private static void writeUnsigned(ByteArrayOutputStream out, long value) {
        long rest = value;
        do {
            out.write((int) (rest & 0x7f) | (rest >>> 7 != 0 ? 0x80 : 0));
            rest >>>= 7;
        } while (rest != 0);
    }

    private static final class Root extends RootNode {
        private final Kind result;
        private final WasmInstance instance;
        @Child private ExpressionNode body;

        Root(FrameDescriptor descriptor, Kind result, ExpressionNode body, WasmInstance instance) {
            super(null, descriptor);
            this.result = result;
            this.body = body;
            this.instance = instance;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            Object[] locals = frame.getArguments();
            for (int i = 0; i < locals.length; i++) {
                int slot = i;
                switch (locals[i]) {
                    case Integer number -> frame.setIntStatic(slot, number);
                    case Long number -> frame.setLongStatic(slot, number);
                    case Float number -> frame.setFloatStatic(slot, number);
                    case Double number -> frame.setDoubleStatic(slot, number);
                    default -> frame.setObjectStatic(slot, locals[i]);
                }
            }
            Activation activation = new Activation(instance);
            if (instance != null) {
                activation.reload();
            }
            if (result == null) {
                body.executeVoid(frame, activation);
                return null;
            }
            return switch (result) {
                case I32 -> body.executeInt(frame, activation);
                case I64 -> body.executeLong(frame, activation);
                case F32 -> body.executeFloat(frame, activation);
                case F64 -> body.executeDouble(frame, activation);
                case V128 -> body.executeVector(frame, activation);
                case REF -> body.executeReference(frame, activation);
            };
        }
    }
}
