// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.interop.TruffleObject;
import org.emgraal.runtime.WasmTag;

/** An exception tag: other languages can only pass it on. */
record TagObject(WasmTag tag) implements TruffleObject {
}
