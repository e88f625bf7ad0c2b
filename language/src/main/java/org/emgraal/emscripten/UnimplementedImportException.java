// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import org.emgraal.module.FunctionType;

/** A program called an import that nobody implements. */
public final class UnimplementedImportException extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    UnimplementedImportException(String message) {
        super(message);
    }

    UnimplementedImportException(String importModule, String name, FunctionType type, String module) {
        super("import %s.%s %s of module %s is not implemented".formatted(importModule, name, type, module));
    }
}
