// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/** An import: where it comes from and what it must be. Imports precede definitions in every index space. */
public sealed interface Import {

    String module();

    String name();

    ExternalKind kind();

    record Function(String module, String name, int typeIndex) implements Import {
        @Override
        public ExternalKind kind() {
            return ExternalKind.FUNCTION;
        }
    }

    record Table(String module, String name, TableType type) implements Import {
        @Override
        public ExternalKind kind() {
            return ExternalKind.TABLE;
        }
    }

    record Memory(String module, String name, MemoryType type) implements Import {
        @Override
        public ExternalKind kind() {
            return ExternalKind.MEMORY;
        }
    }

    record Global(String module, String name, GlobalType type) implements Import {
        @Override
        public ExternalKind kind() {
            return ExternalKind.GLOBAL;
        }
    }

    record Tag(String module, String name, int typeIndex) implements Import {
        @Override
        public ExternalKind kind() {
            return ExternalKind.TAG;
        }
    }
}
