// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Puts the locked packages, the own sources and their bytecode among the project's resources. */
@Mojo(name = "process-resources", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true)
public final class ProcessResourcesMojo extends PackagesMojo {

    @Override
    void run(ProjectPackages project) throws IOException {
        boolean made = Assembly.make(project.install(false), sources.toPath(), project.pythonVersion(), classes.toPath(),
                        resources, buildDirectory.toPath().resolve("emgraal/application.sha256"), line -> getLog().warn(line));
        getLog().info(made ? "Python packages and sources are in " + resources : "Python packages and sources have not changed");
    }
}
