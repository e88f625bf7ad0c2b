// SPDX-License-Identifier: Apache-2.0
package org.emgraal.module;

/** A custom section's name and payload range, whether or not we interpret it. */
public record CustomSection(String name, int start, int end) {
}
