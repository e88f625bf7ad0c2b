// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

/** Where the static data of libraries is. */
public interface LibraryMemory {

    /**
     * Memory filled with zeros.
     *
     * @throws DynamicLinkException if there is none left
     */
    int allocate(int size);

    /** Gives back what {@link #allocate} gave. */
    void free(int address);

    /** A text that ends with a zero byte. */
    String text(int address);
}
