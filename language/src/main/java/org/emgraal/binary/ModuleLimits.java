// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import java.lang.reflect.RecordComponent;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Implementation limits on a module's size, which the specification allows ("Appendix: Implementation Limitations").
 *
 * @param types entries of the type section
 * @param recursionGroup types in one recursion group
 * @param subtypingDepth length of a chain of super types
 * @param parameters parameters of a function type
 * @param results results of a function type
 * @param structFields fields of a structure type
 * @param segments data segments
 * @param elementSegments element segments
 * @param tableElements elements in one segment; a table's own size is checked where it is allocated
 * @param functionBytes size of a function body
 * @param locals locals of a function, parameters included
 * @param branchTargets labels of a {@code br_table}, without the default
 * @param arrayElements operands of {@code array.new_fixed}
 * @param operands height of the operand stack
 * @param blocks nesting of blocks
 */
public record ModuleLimits(int types, int recursionGroup, int subtypingDepth, int functions, int imports, int exports,
                int globals, int tags, int tables, int memories, int parameters, int results, int structFields,
                int segments, int elementSegments, int tableElements, int functionBytes, int locals,
                int branchTargets, int arrayElements, int operands, int blocks) {

    /**
     * The limits of web browsers (WebAssembly JavaScript Interface, "Implementation-defined Limits"), and two which
     * bound the memory that validation takes and no real function comes near.
     */
    public static final ModuleLimits DEFAULT = new ModuleLimits(1_000_000, 1_000_000, 63, 1_000_000, 1_000_000,
                    1_000_000, 1_000_000, 1_000_000, 100_000, 100, 1_000, 1_000, 10_000, 100_000, 10_000_000,
                    10_000_000, 7_654_321, 50_000, 65_520, 10_000,
                    1_000_000, 100_000);

    /**
     * These limits with another value for one.
     *
     * @param name as the component is called
     * @throws IllegalArgumentException if there is no such limit, or the value is negative
     */
    public ModuleLimits with(String name, int limit) {
        RecordComponent[] components = ModuleLimits.class.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        boolean known = false;
        try {
            for (int i = 0; i < components.length; i++) {
                boolean wanted = components[i].getName().equals(name);
                types[i] = components[i].getType();
                values[i] = wanted ? limit : components[i].getAccessor().invoke(this);
                known |= wanted;
            }
            if (!known || limit < 0) {
                throw new IllegalArgumentException(known ? "limit " + name + " cannot be " + limit : "there is no limit " + name
                                + "; there are " + Stream.of(components).map(RecordComponent::getName).collect(Collectors.joining(", ")));
            }
            return ModuleLimits.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record has a constructor and accessors", e);
        }
    }

    /**
     * Checks a number against its limit.
     *
     * @param what plural of what is counted, for the message
     * @throws MalformedModuleException if there are too many
     */
    public static void check(String what, long count, int limit, int offset) {
        if (count > limit || count < 0) {
            throw new MalformedModuleException("too many " + what + ": " + Long.toUnsignedString(count) + " (limit "
                            + limit + ")", offset);
        }
    }
}
