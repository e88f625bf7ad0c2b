// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.InvalidBufferOffsetException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.emgraal.emscripten.EmscriptenProgram;

/**
 * Loads a side module into a program, as Emscripten's JavaScript function of the same name does: for all, like
 * {@code dlopen} with {@code RTLD_GLOBAL}. Parameters: the library's name or path, and optionally its bytes, a buffer
 * or an array; without them the program's files and the folder of its source are searched. The result is a
 * {@link LibraryObject}; a library loaded before is found again. A failed load leaves the program as it was.
 */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
final class LoadLibraryFunction implements TruffleObject {

    static final String NAME = "loadDynamicLibrary";

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final ModuleObjects objects;

    LoadLibraryFunction(ModuleObjects objects) {
        this.objects = objects;
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object execute(Object[] arguments) throws ArityException, UnsupportedTypeException {
        if (arguments.length < 1 || arguments.length > 2) {
            throw ArityException.create(1, 2, arguments.length);
        }
        if (!INTEROP.isString(arguments[0])) {
            throw UnsupportedTypeException.create(arguments, "the name of a library wanted");
        }
        try {
            byte[] content = arguments.length == 1 ? null : bytes(arguments[1]);
            EmscriptenProgram program = objects.program();
            String name = INTEROP.asString(arguments[0]);
            return new LibraryObject(objects, objects.inTurn(() -> program.loadLibrary(name, content)));
        } catch (UnsupportedMessageException | InvalidBufferOffsetException | InvalidArrayIndexException failure) {
            throw UnsupportedTypeException.create(arguments, "the bytes of a library wanted: a buffer or an array of numbers from -128 to 127");
        }
    }

    private static byte[] bytes(Object value) throws UnsupportedMessageException, InvalidBufferOffsetException, InvalidArrayIndexException {
        if (INTEROP.hasBufferElements(value)) {
            byte[] content = new byte[Math.toIntExact(INTEROP.getBufferSize(value))];
            INTEROP.readBuffer(value, 0, content, 0, content.length);
            return content;
        }
        byte[] content = new byte[Math.toIntExact(INTEROP.getArraySize(value))];
        for (int i = 0; i < content.length; i++) {
            content[i] = INTEROP.asByte(INTEROP.readArrayElement(value, i));
        }
        return content;
    }

    @ExportMessage
    boolean hasExecutableName() {
        return true;
    }

    @ExportMessage
    Object getExecutableName() {
        return NAME;
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "function " + NAME;
    }
}
