// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The language's bindings: imports the embedder supplies, by module name. Each member is an object whose members are
 * the imports of that name; an evaluated module is such an object too.
 */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
public final class ImportScope implements TruffleObject {

    private final Class<? extends TruffleLanguage<?>> language;
    private final Map<String, Object> modules = Collections.synchronizedMap(new LinkedHashMap<>());

    public ImportScope(Class<? extends TruffleLanguage<?>> language) {
        this.language = language;
    }

    /** What the embedder has put in the place of a module, or null. */
    Object module(String name) {
        return modules.get(name);
    }

    @ExportMessage
    boolean isScope() {
        return true;
    }

    @ExportMessage
    boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return language;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ValueList(modules.keySet().toArray(new Object[0]));
    }

    @ExportMessage(name = "isMemberReadable")
    @ExportMessage(name = "isMemberModifiable")
    @ExportMessage(name = "isMemberRemovable")
    @TruffleBoundary
    boolean isMember(String member) {
        return modules.containsKey(member);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberInsertable(String member) {
        return !modules.containsKey(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        Object module = modules.get(member);
        if (module == null) {
            throw UnknownIdentifierException.create(member);
        }
        return module;
    }

    @ExportMessage
    @TruffleBoundary
    void writeMember(String member, Object value) {
        modules.put(member, value);
    }

    @ExportMessage
    @TruffleBoundary
    void removeMember(String member) throws UnknownIdentifierException {
        if (modules.remove(member) == null) {
            throw UnknownIdentifierException.create(member);
        }
    }

    @ExportMessage
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "imports";
    }
}
