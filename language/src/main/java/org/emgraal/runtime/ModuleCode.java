// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.RootCallTarget;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.emgraal.module.Export;
import org.emgraal.module.ExternalKind;
import org.emgraal.module.HeapType;
import org.emgraal.module.IndexSpaces;
import org.emgraal.module.ValueType;
import org.emgraal.module.WasmModule;

/**
 * The executable side of a module, shared by all its instances in one engine: code of the functions called so far,
 * names for stack traces, canonical type ids. Nothing of an instance is kept here.
 */
public final class ModuleCode {

    /** Validates and translates one function. */
    public interface Translator {
        RootCallTarget translate(ModuleCode code, int functionIndex);

        /** The code of a function that instances may replace, given its own. */
        RootCallTarget makeReplaceable(int functionIndex, RootCallTarget original);
    }

    private final WasmModule module;
    private final Translator translator;
    private final RootCallTarget[] targets;
    private final int[] typeIds;
    private final TypeRegistry types;
    private final IndexSpaces indexSpaces;
    private final Set<Integer> replaceable = new HashSet<>();
    private final Map<Integer, String> exportNames = new HashMap<>();
    private volatile RecursionPoints recursionPoints = RecursionPoints.NONE;

    public ModuleCode(WasmModule module, TypeRegistry types, Translator translator) {
        this.module = module;
        this.types = types;
        this.indexSpaces = IndexSpaces.of(module);
        this.translator = translator;
        this.targets = new RootCallTarget[module.functionTypes().length];
        this.typeIds = types.register(module.types());
        for (Export export : module.exports()) {
            if (export.kind() == ExternalKind.FUNCTION) {
                exportNames.putIfAbsent(export.index(), export.name());
            }
        }
    }

    public WasmModule module() {
        return module;
    }

    public IndexSpaces indexSpaces() {
        return indexSpaces;
    }

    public TypeRegistry types() {
        return types;
    }

    /** The canonical id of a type index of this module. */
    public int typeId(int typeIndex) {
        return typeIds[typeIndex];
    }

    /** A type of this module that mentions other types by canonical id, not by this module's indices. */
    public ValueType canonical(ValueType type) {
        return type.isReference() && !type.heap().isAbstract()
                        ? ValueType.reference(type.nullable(), HeapType.concrete(typeId(type.heap().typeIndex())))
                        : type;
    }

    /** Lets instances replace a function that nobody has called yet. */
    synchronized void setReplaceable(int functionIndex) {
        if (replaceable.add(functionIndex) && targets[functionIndex] != null) {
            throw new IllegalStateException("function %s has been called already".formatted(functionName(functionIndex)));
        }
    }

    /** Where to watch the stack: set before anything is called. */
    public void setRecursionPoints(RecursionPoints points) {
        recursionPoints = points;
    }

    public RecursionPoints recursionPoints() {
        return recursionPoints;
    }

    /** The code of a defined function, translated on first demand. Contexts on several threads may ask at once. */
    public RootCallTarget target(int functionIndex) {
        RootCallTarget target = targets[functionIndex];
        if (target == null) {
            synchronized (this) {
                target = targets[functionIndex];
                if (target == null) {
                    target = translator.translate(this, functionIndex);
                    if (replaceable.contains(functionIndex)) {
                        target = translator.makeReplaceable(functionIndex, target);
                    }
                    targets[functionIndex] = target;
                }
            }
        }
        return target;
    }

    /** The code of each defined function that has been called. */
    public synchronized List<RootCallTarget> translatedFunctions() {
        return Arrays.stream(targets).filter(Objects::nonNull).toList();
    }

    /** The {@code name} section's name, an export's, or {@code func[N]}. */
    public String functionName(int functionIndex) {
        String name = module.functionNames().get(functionIndex);
        if (name == null) {
            name = exportNames.get(functionIndex);
        }
        return name != null ? name : "func[" + functionIndex + "]";
    }
}
