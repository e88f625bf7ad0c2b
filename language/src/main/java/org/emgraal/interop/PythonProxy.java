// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

/**
 * What {@code pyodide.ffi.create_proxy} has asked for.
 *
 * @param roundTrip whether Python gets the proxy back from Java, and not the object
 * @param once whether the first call destroys it
 */
record PythonProxy(boolean roundTrip, boolean once) {
}
