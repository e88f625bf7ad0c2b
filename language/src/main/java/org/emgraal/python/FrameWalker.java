// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.MemoryFault;

/**
 * The Python frames of an interpreter that cannot run any more, read out of its memory as CPython's remote debugging does
 * (PEP 768): nothing is believed, since a trap may have come of corrupted memory.
 */
final class FrameWalker {

    private static final int MAX_FRAMES = 10_000;
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_TABLE = 1 << 20;
    /** Low bits of a {@code _PyStackRef}. */
    private static final int TAG = 3;
    private static final int TYPE = 4;
    private static final int ASCII = 1 << 6;
    /** Length and address of an UTF-8 copy, which other strings than ASCII have before their characters. */
    private static final int UTF8_CACHE = 8;

    private final LinearMemory memory;
    private final DebugOffsets offsets;
    private final int codeType;

    private FrameWalker(LinearMemory memory, DebugOffsets offsets, int codeType) {
        this.memory = memory;
        this.offsets = offsets;
        this.codeType = codeType;
    }

    /**
     * The frames of the current thread, innermost first, one list for each activation of the evaluation loop. What cannot be read is
     * left out.
     */
    static List<List<ErrorDescription.Frame>> frames(PythonApi api) {
        List<List<ErrorDescription.Frame>> activations = new ArrayList<>();
        try {
            // Reads a variable and touches nothing.
            int threadState = api.call("PyThreadState_GetUnchecked");
            DebugOffsets offsets = DebugOffsets.read(api.memory(), api.symbol("_PyRuntime"));
            if (offsets != null && threadState != 0) {
                new FrameWalker(api.memory(), offsets, api.symbol("PyCode_Type")).walk(threadState, activations);
            }
        } catch (MemoryFault corrupted) {
            // The frames found so far.
        }
        activations.removeIf(List::isEmpty);
        return activations;
    }

    private void walk(int threadState, List<List<ErrorDescription.Frame>> activations) {
        activations.add(new ArrayList<>());
        int frame = memory.loadInt(threadState + offsets.currentFrame);
        for (int i = 0; frame != 0 && i < MAX_FRAMES; i++) {
            int code = memory.loadInt(frame + offsets.frameExecutable) & ~TAG;
            if (code != 0 && memory.loadInt(code + TYPE) == codeType) {
                activations.getLast().add(describe(frame, code));
            } else {
                // The frame with which C code enters the evaluation loop.
                activations.add(new ArrayList<>());
            }
            frame = memory.loadInt(frame + offsets.framePrevious);
        }
    }

    private ErrorDescription.Frame describe(int frame, int code) {
        int instruction = memory.loadInt(frame + offsets.frameInstruction) - (code + offsets.codeInstructions);
        int line = LineTable.line(bytes(memory.loadInt(code + offsets.codeLineTable)), memory.loadInt(code + offsets.codeFirstLine),
                        Math.max(0, instruction / Short.BYTES));
        return new ErrorDescription.Frame(string(memory.loadInt(code + offsets.codeFilename)), line,
                        string(memory.loadInt(code + offsets.codeName)));
    }

    private byte[] bytes(int object) {
        return read(object + offsets.bytesData, memory.loadInt(object + offsets.bytesSize), MAX_TABLE);
    }

    /** A compact string (Include/cpython/unicodeobject.h): bits 2 to 4 of its state are the width, bit 6 says ASCII. */
    private String string(int object) {
        int state = memory.loadInt(object + offsets.stringState);
        int width = state >> 2 & 7;
        int characters = object + offsets.stringHeader + ((state & ASCII) != 0 ? 0 : UTF8_CACHE);
        return new String(read(characters, memory.loadInt(object + offsets.stringLength) * width, MAX_TEXT), charset(width));
    }

    private static Charset charset(int width) {
        return width == 1 ? StandardCharsets.ISO_8859_1 : width == 2 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_32LE;
    }

    private byte[] read(int address, int length, int limit) {
        byte[] bytes = new byte[Math.clamp(length, 0, limit)];
        memory.read(address, bytes, 0, bytes.length);
        return bytes;
    }
}
