// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/** An export: {@code index} counts imports and definitions of its kind. */
public record Export(String name, ExternalKind kind, int index) {
}
