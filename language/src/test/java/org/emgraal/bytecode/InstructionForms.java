// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.emgraal.binary.Instruction;
import org.emgraal.binary.Instruction.Immediate;

/** Functions that execute an instruction: with several immediates, with constants in its operands' places, as a condition. */
final class InstructionForms {

    private static final int I32_CONST = 0x41;
    private static final int OFFSET = 16;

    private final Instruction instruction;
    private final InstructionModule module;
    private final String parameters;
    private final String results;
    private final List<List<List<Object>>> operands = new ArrayList<>();

    InstructionForms(Instruction instruction, InstructionModule module) {
        this.instruction = instruction;
        this.module = module;
        int colon = instruction.types().indexOf(':');
        this.parameters = instruction.types().substring(0, colon);
        this.results = instruction.types().substring(colon + 1);
    }

    /** By function, by parameter, the values to try. */
    List<List<List<Object>>> add() {
        for (byte[] immediates : immediates()) {
            addPlain(immediates);
        }
        byte[] immediates = immediates().get(0);
        if (results.equals("i") && parameters.indexOf('a') < 0) {
            addCondition(immediates);
        }
        if (parameters.length() == 2 && parameters.indexOf('a') < 0 && instruction.immediate() == Immediate.NONE) {
            addConstants();
        }
        return operands;
    }

    private List<byte[]> immediates() {
        List<byte[]> all = new ArrayList<>();
        switch (instruction.immediate()) {
            case MEMORY, ATOMIC -> all.addAll(List.of(argument(0), argument(OFFSET), argument(0xFFFF_FFF0L)));
            case MEMORY_LANE -> {
                all.add(withLane(argument(0), 0));
                all.add(withLane(argument(OFFSET), (16 >> instruction.width()) - 1));
            }
            case LANE -> {
                for (int lane = 0; lane < instruction.width(); lane++) {
                    all.add(new byte[]{(byte) lane});
                }
            }
            case SHUFFLE -> all.addAll(List.of(new byte[]{0, 16, 1, 17, 2, 18, 3, 19, 31, 15, 30, 14, 29, 13, 0, 31}, new byte[16]));
            case S32 -> constants('i', all);
            case S64 -> constants('l', all);
            case F32 -> constants('f', all);
            case F64 -> constants('d', all);
            case V128 -> constants('v', all);
            default -> all.add(new byte[0]);
        }
        return all;
    }

    private static void constants(char letter, List<byte[]> all) {
        for (Object value : CornerValues.of(letter)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            InstructionModule.constant(out, value);
            int opcode = letter == 'v' ? 2 : 1;
            all.add(Arrays.copyOfRange(out.toByteArray(), opcode, out.size()));
        }
    }

    private byte[] argument(long offset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean second = module.memory().index == 1;
        out.write(instruction.width() | (second ? 0x40 : 0));
        if (second) {
            out.write(module.memory().index);
        }
        InstructionModule.unsigned(out, offset);
        return out.toByteArray();
    }

    private static byte[] withLane(byte[] argument, int lane) {
        byte[] longer = Arrays.copyOf(argument, argument.length + 1);
        longer[argument.length] = (byte) lane;
        return longer;
    }

    private void instruction(ByteArrayOutputStream out, byte[] immediates) {
        InstructionModule.opcode(out, instruction.opcode());
        out.writeBytes(immediates);
    }

    private List<Object> values(int parameter) {
        char letter = parameters.charAt(parameter);
        if (instruction.name().contains("atomic.wait") && parameter == parameters.length() - 1) {
            return List.of(0L, 1000L);
        }
        return CornerValues.of(letter == 'a' && module.memory().isLong() ? 'A' : letter);
    }

    private List<List<Object>> allValues() {
        List<List<Object>> all = new ArrayList<>();
        for (int i = 0; i < parameters.length(); i++) {
            all.add(values(i));
        }
        return all;
    }

    private void locals(ByteArrayOutputStream out) {
        for (int i = 0; i < parameters.length(); i++) {
            InstructionModule.local(out, i);
        }
    }

    private void addPlain(byte[] immediates) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        locals(out);
        instruction(out, immediates);
        module.add(parameters, results, out.toByteArray());
        operands.add(allValues());
    }

    /** {@code if}, and {@code i32.eqz} before it. */
    private void addCondition(byte[] immediates) {
        for (int eqz = 0; eqz < 2; eqz++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            locals(out);
            instruction(out, immediates);
            if (eqz == 1) {
                out.write(0x45);
            }
            out.writeBytes(new byte[]{0x04, 0x7F, I32_CONST, 7, 0x05, I32_CONST, 9, 0x0B});
            module.add(parameters, results, out.toByteArray());
            operands.add(allValues());
        }
    }

    /** A constant on the right, and on the left. */
    private void addConstants() {
        for (Object value : values(1)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            InstructionModule.local(out, 0);
            InstructionModule.constant(out, value);
            instruction(out, new byte[0]);
            module.add(parameters.substring(0, 1), results, out.toByteArray());
            operands.add(List.of(values(0)));
        }
        for (Object value : values(0)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            InstructionModule.constant(out, value);
            InstructionModule.local(out, 0);
            instruction(out, new byte[0]);
            module.add(parameters.substring(1), results, out.toByteArray());
            operands.add(List.of(values(1)));
        }
    }
}
