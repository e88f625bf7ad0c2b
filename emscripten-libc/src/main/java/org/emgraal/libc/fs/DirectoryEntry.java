// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

/** One line of a directory listing. */
public record DirectoryEntry(String name, FileType type, long inode) {
}
