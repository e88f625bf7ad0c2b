// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.File;
import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** As process-resources, with the test packages too, for tests in Java that use Python ({@code org.emgraal:junit}). */
@Mojo(name = "process-test-resources", defaultPhase = LifecyclePhase.PROCESS_TEST_RESOURCES, threadSafe = true)
public final class ProcessTestResourcesMojo extends PackagesMojo {

    @Parameter(defaultValue = "${project.build.testOutputDirectory}", readonly = true)
    private File testClasses;

    @Override
    void run(ProjectPackages project) throws IOException {
        Assembly.make(project.install(true), sources.toPath(), project.pythonVersion(), testClasses.toPath(), TestMojo.RESOURCES,
                        buildDirectory.toPath().resolve("emgraal/test-classes.sha256"), line -> getLog().warn(line));
    }
}
