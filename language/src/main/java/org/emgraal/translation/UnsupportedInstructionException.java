// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import org.emgraal.binary.Opcode;

/** A valid instruction the engine does not run; docs/limitations.md lists them. */
public final class UnsupportedInstructionException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    public UnsupportedInstructionException(int opcode, int offset) {
        super("unsupported instruction %s at offset 0x%x".formatted(Opcode.name(opcode), offset));
    }
}
