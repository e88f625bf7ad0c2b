// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.interop.TruffleObject;

/** A reference of which other languages can only hold and pass on: a vector, an exception, a host object of libc. */
record OpaqueReference(Object reference) implements TruffleObject {
}
