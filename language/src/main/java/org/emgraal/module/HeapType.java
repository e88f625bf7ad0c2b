// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/**
 * What a reference points to: one of the abstract heap types, or a type of the module by index.
 *
 * @param name the abstract type's text-format name, or null for a concrete one
 * @param typeIndex the index into the module's types, or -1 for an abstract one
 */
public record HeapType(String name, int typeIndex) {

    public static final HeapType FUNC = new HeapType("func", -1);
    public static final HeapType NOFUNC = new HeapType("nofunc", -1);
    public static final HeapType EXTERN = new HeapType("extern", -1);
    public static final HeapType NOEXTERN = new HeapType("noextern", -1);
    public static final HeapType EXN = new HeapType("exn", -1);
    public static final HeapType NOEXN = new HeapType("noexn", -1);
    public static final HeapType ANY = new HeapType("any", -1);
    public static final HeapType EQ = new HeapType("eq", -1);
    public static final HeapType I31 = new HeapType("i31", -1);
    public static final HeapType STRUCT = new HeapType("struct", -1);
    public static final HeapType ARRAY = new HeapType("array", -1);
    public static final HeapType NONE = new HeapType("none", -1);

    public static HeapType concrete(int typeIndex) {
        return new HeapType(null, typeIndex);
    }

    public boolean isAbstract() {
        return name != null;
    }

    @Override
    public String toString() {
        return name != null ? name : Integer.toString(typeIndex);
    }
}
