// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.emgraal.bytecode.support.FunctionFactory;
import org.emgraal.runtime.FunctionCode;
import org.emgraal.runtime.GuestFrames;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;

/** Makes the classes of a module's functions when they are first called, by each other or from outside. */
public final class CodeLoader extends ClassLoader {

    private static final System.Logger LOG = System.getLogger("org.emgraal.bytecode");
    private static final int UNKNOWN = 0;
    private static final int BYTECODE = 1;
    private static final int STUB = 2;

    static {
        registerAsParallelCapable();
    }

    private final ModuleCode code;
    private final Names names;
    private final IntConsumer validator;
    /** By function. */
    private final AtomicIntegerArray states;
    /** Where the classes come from: this loader, or the one that has loaded this class, if they were generated ahead. */
    private final ClassLoader source;
    private final Map<Integer, FunctionFactory> factories = new ConcurrentHashMap<>();

    /** @param validator validates a function, by function index, before it is translated */
    public CodeLoader(ModuleCode code, IntConsumer validator) {
        super(SignatureLoader.get());
        this.code = code;
        this.names = new Names(code);
        this.validator = validator;
        this.states = new AtomicIntegerArray(code.module().functionTypes().length);
        this.source = isGeneratedAhead() ? CodeLoader.class.getClassLoader() : this;
        SignatureLoader.open(this);
        GuestFrames.register(names.packageName(), code);
    }

    /** Whether a function runs as bytecode; its class is made, if it has not been yet. */
    public boolean hasBytecode(int function) {
        if (states.get(function) == UNKNOWN) {
            load(names.packageName() + ".F" + function);
        }
        return states.get(function) == BYTECODE;
    }

    /** Whether the classes of this very program are on the module path or the class path; notes which functions they are of. */
    private boolean isGeneratedAhead() {
        CodeManifest found;
        try (InputStream stream = ClassLoader.getSystemResourceAsStream(CodeManifest.file(names))) {
            if (stream == null) {
                return false;
            }
            found = CodeManifest.read(stream);
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "the generated classes of {0} are not used, because their manifest cannot be read: {1}",
                            code.module().name(), e);
            return false;
        }
        for (int function = 0; function < states.length(); function++) {
            boolean stub = found.stubs().get(function);
            if (code.isReplaceable(function) && !stub) {
                LOG.log(System.Logger.Level.DEBUG, "the generated classes of {0} are not used: function {1} is replaced", code.module().name(),
                                code.functionName(function));
                return false;
            }
        }
        if (!CodeManifest.of(code.module(), code.recursionPoints(), found.stubs()).fits(found)) {
            LOG.log(System.Logger.Level.DEBUG, "the generated classes of {0} are not used: they are of another module or generator",
                            code.module().name());
            return false;
        }
        for (int function = 0; function < states.length(); function++) {
            states.set(function, found.stubs().get(function) ? STUB : BYTECODE);
        }
        return true;
    }

    private Class<?> load(String name) {
        try {
            return source.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What bytecode calls to call a function. */
    public FunctionCode bind(WasmFunction function, WasmInstance instance) {
        if (function.instance() != null && hasBytecode(function.index())) {
            return factories.computeIfAbsent(function.index() >>> Names.FACTORY_BITS, key -> newFactory(function.index()))
                            .create(function.index(), instance, function);
        }
        WasmInstance own = function.instance();
        Signature signature = own == null ? Signature.of(function.type())
                        : Signature.of(own.module().types().get(own.module().functionTypes()[function.index()]));
        return SignatureLoader.get().adapt(function, instance, signature);
    }

    private FunctionFactory newFactory(int function) {
        try {
            return (FunctionFactory) load(names.packageName() + ".Factory" + (function >>> Names.FACTORY_BITS)).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The module's own classes come from here even if there are others of these names, which another module is the source of. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(names.packageName()) || name.lastIndexOf('.') != names.packageName().length()) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        int dot = name.lastIndexOf('.');
        if (dot < 0 || !name.substring(0, dot).equals(names.packageName())) {
            throw new ClassNotFoundException(name);
        }
        String simple = name.substring(dot + 1);
        byte[] bytes;
        if (simple.startsWith("Factory")) {
            bytes = FactoryClass.write(names, Integer.parseInt(simple.substring("Factory".length())) << Names.FACTORY_BITS);
        } else if (simple.startsWith("F")) {
            bytes = writeFunction(Integer.parseInt(simple.substring(1)));
        } else {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] writeFunction(int function) {
        if (function < code.indexSpaces().importedFunctions() || code.isReplaceable(function)) {
            states.set(function, STUB);
            return StubClass.write(code, names, function);
        }
        validator.accept(function);
        try {
            byte[] bytes = FunctionClass.write(code, names, function);
            states.set(function, BYTECODE);
            return bytes;
        } catch (UnsupportedFunctionException e) {
            LOG.log(System.Logger.Level.DEBUG, "{0}: no bytecode for function {1} {2}: {3}", code.module().name(), function,
                            code.functionName(function), e.getMessage());
            states.set(function, STUB);
            return StubClass.write(code, names, function);
        }
    }
}
