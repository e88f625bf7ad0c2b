// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.emgraal.emscripten.EmscriptenProgram;
import org.emgraal.runtime.WasmGlobal;

/**
 * An instance of a module; its members are its exports. Functions are executable, memories are buffers, tables arrays,
 * and a global has a member {@code value}. A program linked with {@code -sMAIN_MODULE} has one more,
 * {@value LoadLibraryFunction#NAME}.
 */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
public final class InstanceObject implements TruffleObject {

    private static final List<String> SHARED = List.of("memory", "__indirect_function_table");

    private final ModuleObjects objects;
    private final EmscriptenProgram program;

    public InstanceObject(EmscriptenProgram program) {
        this.program = program;
        this.objects = new ModuleObjects(program);
    }

    /** An export; of an Emscripten program also the memory and the table it imports, for nobody else has them. */
    private Object member(String name) {
        Object export = program.instance().export(name);
        if (export instanceof WasmGlobal && program.isExtensible() && program.shared(name) instanceof Integer address) {
            // Data of a relocatable module: what it exports is relative to where it lies.
            return WasmGlobal.i32(false, address);
        }
        return export == null && program.isEmscripten() ? program.shared(name) : export;
    }

    private boolean isLoader(String name) {
        return name.equals(LoadLibraryFunction.NAME) && program.isExtensible() && member(name) == null;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        Set<String> names = new LinkedHashSet<>(program.instance().exports().keySet());
        for (String shared : SHARED) {
            if (member(shared) != null) {
                names.add(shared);
            }
        }
        if (isLoader(LoadLibraryFunction.NAME)) {
            names.add(LoadLibraryFunction.NAME);
        }
        return new ValueList(names.toArray());
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return member(member) != null || isLoader(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        if (isLoader(member)) {
            return new LoadLibraryFunction(objects);
        }
        Object export = member(member);
        if (export == null) {
            throw UnknownIdentifierException.create(member);
        }
        return objects.of(export);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberInvocable(String member) {
        return program.calls().find(member) != null || isLoader(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object invokeMember(String member, Object[] arguments)
                    throws UnknownIdentifierException, UnsupportedMessageException, ArityException, UnsupportedTypeException {
        return InteropLibrary.getUncached().execute(readMember(member), arguments);
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "module " + program.instance().module().name();
    }
}
