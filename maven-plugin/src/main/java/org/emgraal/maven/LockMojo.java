// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;

/** Chooses a version of every package that the project's packages require, and writes them with their hashes to the lock file. */
@Mojo(name = "lock", requiresOnline = false, threadSafe = true)
public final class LockMojo extends PackagesMojo {

    @Override
    void run(ProjectPackages project) throws IOException {
        project.lock();
    }
}
