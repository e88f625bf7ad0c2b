// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;

/**
 * The process's output without Java's {@link System#out} around it, which hides that a pipe's reader has gone: then
 * {@code program | head} would never end.
 */
final class StandardOutput {

    private StandardOutput() {
    }

    static OutputStream out() {
        return new FileOutputStream(FileDescriptor.out);
    }

    static OutputStream err() {
        return new FileOutputStream(FileDescriptor.err);
    }
}
