// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.emgraal.dylink.DynamicLinkException;
import org.emgraal.dylink.SymbolScope;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.MemoryFault;
import org.emgraal.libc.ProgramAbort;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.TrapException;
import org.emgraal.runtime.UncaughtWasmException;
import org.emgraal.runtime.WasmException;

/**
 * The border where a program's failures become exceptions the embedder understands. After a trap, {@code abort}, an
 * uncaught exception or an exhausted host stack the program's state cannot be trusted (PEP 776, "Traps and Uncaught
 * Exceptions"): every later call fails with what happened.
 */
final class ProgramFailures {

    /** {@code __cxa_exception} of programs whose exceptions unwind through the host, seen from the object thrown. */
    private static final int TYPE = -20;
    private static final int TYPE_NAME = 4;

    private final LinearMemory memory;
    private final SymbolScope symbols;
    private final ProgramCalls calls;
    private final boolean lasting;
    private UnaryOperator<RuntimeException> explanation = UnaryOperator.identity();
    private RuntimeException fatal;

    /** @param lasting whether a failure makes later calls fail; not so for modules that are no Emscripten programs */
    ProgramFailures(ProgramCalls calls, LinearMemory memory, SymbolScope symbols, boolean lasting) {
        this.lasting = lasting;
        this.calls = calls;
        this.memory = memory;
        this.symbols = symbols;
    }

    /** Lets the embedding layer tell a failure with what it knows of the program. */
    void explain(UnaryOperator<RuntimeException> newExplanation) {
        explanation = newExplanation;
    }

    boolean isFatal() {
        return fatal != null;
    }

    <T> T enter(Supplier<T> action) {
        if (fatal != null) {
            throw new FatalErrorException("the Emscripten runtime has fatally failed and cannot be used any more: "
                            + fatal.getMessage(), fatal);
        }
        try {
            return action.get();
        } catch (TrapException | UnimplementedImportException | DynamicLinkException | ProgramAbort | MemoryFault
                        | EmscriptenUnwind | WasmException | StackOverflowError failure) {
            RuntimeException exception = explanation.apply(describe(failure));
            if (lasting) {
                fatal = exception;
            }
            throw exception;
        }
    }

    private RuntimeException describe(Throwable failure) {
        return switch (failure) {
            case ProgramAbort abort -> new AbortException(abort.getMessage());
            case MemoryFault fault -> Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(null, fault.getMessage());
            case EmscriptenUnwind unwind -> new AbortException(unwind.exception() == 0 ? "longjmp to a function that has returned"
                            : "uncaught C++ exception" + typeOf(unwind.exception()));
            case WasmException exception -> exception.tag() == symbols.find("__cpp_exception")
                            ? new AbortException("uncaught C++ exception") : new UncaughtWasmException(exception);
            case StackOverflowError deep -> Trap.CALL_STACK_EXHAUSTED.at(null);
            default -> (RuntimeException) failure;
        };
    }

    /** The mangled name of a thrown object's type, as far as it can be read. */
    private String typeOf(int exception) {
        if (calls.hasExport("__cxa_is_pointer_type")) {
            // A compiler whose header is another one.
            return "";
        }
        try {
            int type = memory.loadInt(exception + TYPE);
            return " of type " + GuestText.decode(memory.readCString(memory.loadInt(type + TYPE_NAME)));
        } catch (MemoryFault noSuchType) {
            return "";
        }
    }
}
