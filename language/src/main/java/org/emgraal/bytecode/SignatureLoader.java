// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.emgraal.runtime.FunctionCode;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;

/** Defines the classes of signatures, which functions of different modules must have in common. */
final class SignatureLoader extends ClassLoader {

    private static final SignatureLoader LOADER = new SignatureLoader();

    private final Map<Signature, Constructor<?>> adapters = new ConcurrentHashMap<>();

    static {
        registerAsParallelCapable();
    }

    private SignatureLoader() {
        super(SignatureLoader.class.getClassLoader());
        open(getUnnamedModule());
    }

    static SignatureLoader get() {
        return LOADER;
    }

    /** Lets generated classes in a module use ours that they refer to. */
    static void open(Module generated) {
        Module own = SignatureLoader.class.getModule();
        if (own.isNamed()) {
            own.addExports("org.emgraal.runtime", generated);
            own.addExports("org.emgraal.bytecode.support", generated);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String prefix = Signature.PACKAGE + ".";
        if (!name.startsWith(prefix)) {
            throw new ClassNotFoundException(name);
        }
        String simple = name.substring(prefix.length());
        byte[] bytes = simple.charAt(0) == 'H' ? SignatureClass.writeAdapter(Signature.parse(simple.substring(1)))
                        : SignatureClass.write(Signature.parse(simple));
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** The code of a function that is called by its call target. */
    FunctionCode adapt(WasmFunction function, WasmInstance instance, Signature signature) {
        try {
            return (FunctionCode) adapters.computeIfAbsent(signature, this::constructor).newInstance(instance, function);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Constructor<?> constructor(Signature signature) {
        try {
            return loadClass(Signature.PACKAGE + ".H" + signature.name()).getConstructor(WasmInstance.class, WasmFunction.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
