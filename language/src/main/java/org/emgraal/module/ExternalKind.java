// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/** The kinds of imports and exports, in the order of their binary encoding. */
public enum ExternalKind {
    FUNCTION,
    TABLE,
    MEMORY,
    GLOBAL,
    TAG
}
