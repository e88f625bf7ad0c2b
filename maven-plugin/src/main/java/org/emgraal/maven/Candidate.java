// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.net.URI;

/**
 * A wheel that an index offers.
 *
 * @param sha256 in hexadecimal; null if the index does not tell
 * @param place where it is: a file or an address
 * @param requiresPython conditions on the version of Python
 * @param yanked whether it was withdrawn, and is only for those who pin it
 */
record Candidate(String fileName, Version version, String sha256, URI place, Specifiers requiresPython, boolean yanked) {
}
