// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

import java.util.List;
import java.util.stream.Collectors;

/** A function signature. */
public record FunctionType(List<ValueType> parameters, List<ValueType> results) implements CompositeType {

    public FunctionType {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    /** The notation of the specification: {@code (i32,i64)->(i32)}. */
    @Override
    public String toString() {
        return list(parameters) + "->" + list(results);
    }

    private static String list(List<ValueType> types) {
        return types.stream().map(ValueType::toString).collect(Collectors.joining(",", "(", ")"));
    }
}
