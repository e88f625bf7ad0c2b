// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import org.emgraal.module.FunctionType;
import org.emgraal.module.Import;
import org.emgraal.module.WasmModule;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.ImportResolver;
import org.emgraal.runtime.LinkException;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmGlobal;

/**
 * Imports from the {@link ImportScope}: exports of other modules as they are (functions of another thread's are called
 * in turn with it), anything executable as a function, and a
 * number as an immutable global.
 */
public final class SuppliedImports implements ImportResolver {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final TruffleLanguage<?> language;
    private final ImportScope scope;
    private final WasmModule module;
    private final CallRegisters registers;

    public SuppliedImports(TruffleLanguage<?> language, ImportScope scope, WasmModule module, CallRegisters registers) {
        this.language = language;
        this.scope = scope;
        this.module = module;
        this.registers = registers;
    }

    @Override
    public Object resolve(Import anImport, int typeId) {
        Object supplied = scope.module(anImport.module());
        if (supplied == null || !INTEROP.isMemberReadable(supplied, anImport.name())) {
            return null;
        }
        Object value;
        try {
            value = INTEROP.readMember(supplied, anImport.name());
        } catch (InteropException e) {
            throw incompatible(anImport, e.getMessage());
        }
        return switch (value) {
            case FunctionObject object when object.isOf(registers) -> object.function();
            case MemoryObject object -> object.memory();
            case TableObject object when object.isOf(registers) -> object.table();
            case GlobalObject object when object.isOf(registers) -> object.global();
            case TagObject object -> object.tag();
            default -> adapt(anImport, typeId, value);
        };
    }

    private Object adapt(Import anImport, int typeId, Object value) {
        if (value instanceof TableObject || value instanceof GlobalObject) {
            throw incompatible(anImport, WasmValues.OF_ANOTHER_THREAD);
        }
        switch (anImport) {
            case Import.Function function when INTEROP.isExecutable(value): {
                FunctionType type = module.signature(function.typeIndex());
                registers.require(Math.max(type.parameters().size(), type.results().size()));
                return new WasmFunction(type, typeId, new ForeignFunctionRootNode(language, anImport.name(), type).getCallTarget(),
                                new ForeignFunctionRootNode.Binding(registers, value));
            }
            case Import.Global global when !global.type().mutable():
                try {
                    WasmGlobal created = new WasmGlobal(global.type(), 0, null);
                    GlobalObject.set(created, WasmValues.fromInterop(global.type().type(), value, registers));
                    return created;
                } catch (UnsupportedTypeException e) {
                    throw incompatible(anImport, e.getMessage());
                }
            default:
                throw incompatible(anImport, anImport.kind().name().toLowerCase(java.util.Locale.ROOT) + " wanted, "
                                + INTEROP.toDisplayString(value) + " given");
        }
    }

    private LinkException incompatible(Import anImport, String detail) {
        return new LinkException("incompatible import type: %s.%s of module %s: %s".formatted(anImport.module(),
                        anImport.name(), module.name(), detail));
    }
}
