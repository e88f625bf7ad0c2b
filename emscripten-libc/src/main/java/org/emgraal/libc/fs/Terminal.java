// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

/** The embedder's terminal, if standard streams are connected to one. */
public interface Terminal {

    /** No terminal: the standard streams are files or pipes. */
    Terminal NONE = new Terminal() {
        @Override
        public boolean isTerminal(int descriptor) {
            return false;
        }

        @Override
        public int columns() {
            return 0;
        }

        @Override
        public int rows() {
            return 0;
        }

        @Override
        public void configure(TerminalSettings settings) {
        }
    };

    /** Whether standard input (0), output (1) or error (2) is this terminal. */
    boolean isTerminal(int descriptor);

    /** Width now, in characters; 0 if unknown. */
    int columns();

    /** Height now, in lines; 0 if unknown. */
    int rows();

    /** Adopts settings the program chose with {@code tcsetattr}, for example raw mode. */
    void configure(TerminalSettings settings);
}
