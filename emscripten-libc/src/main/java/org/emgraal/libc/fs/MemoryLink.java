// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

/** A symbolic link in memory. */
public final class MemoryLink extends MemoryNode {

    private final String target;

    MemoryLink(MemoryFileSystem fileSystem, String target) {
        super(fileSystem, FileType.SYMBOLIC_LINK, 0777);
        this.target = target;
    }

    @Override
    long size() {
        return GuestText.encode(target).length;
    }

    @Override
    public String readLink() {
        return target;
    }
}
