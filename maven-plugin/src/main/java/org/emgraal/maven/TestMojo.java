// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Runs pytest, which must be among the packages or test packages, with what the application's Python sees. */
@Mojo(name = "test", defaultPhase = LifecyclePhase.TEST, threadSafe = true)
public final class TestMojo extends PackagesMojo {

    static final String RESOURCES = "META-INF/emgraal/tests";
    private static final int NO_TESTS = 5;
    private static final String RUN = """
                    import importlib.util, sys
                    sys.dont_write_bytecode = True
                    if importlib.util.find_spec('pytest') is None:
                        result = -1
                    else:
                        import pytest
                        result = int(pytest.main(['-p', 'no:cacheprovider', '--junitxml', report, *arguments.split(), tests]))
                    result""";

    /** The tests. */
    @Parameter(defaultValue = "${project.basedir}/src/test/python", property = "emgraal.tests")
    private File tests;

    /** More arguments of pytest, separated by spaces. */
    @Parameter(property = "emgraal.pytest", defaultValue = "-q")
    private String arguments;

    @Parameter(property = "skipTests")
    private boolean skipTests;

    @Override
    void run(ProjectPackages project) throws IOException, MojoFailureException {
        if (skipTests || !Files.exists(tests.toPath())) {
            getLog().info(skipTests ? "Tests are skipped" : "There are no Python tests in " + tests);
            return;
        }
        Path output = buildDirectory.toPath().resolve("emgraal");
        Path folder = output.resolve("test-resources");
        Assembly.make(project.install(true), sources.toPath(), project.pythonVersion(), folder, RESOURCES, output.resolve("tests.sha256"),
                        line -> getLog().warn(line));
        Path reports = Files.createDirectories(buildDirectory.toPath().resolve("surefire-reports")).toRealPath();
        int status = PythonRun.run(baseDirectory.toPath().toRealPath(), folder, RESOURCES, RUN, Map.of("report",
                        reports.resolve("TEST-pytest.xml").toString(), "arguments", arguments, "tests", tests.toPath().toRealPath().toString()),
                        System.out, System.err);
        if (status < 0) {
            throw new PackagesException("pytest is not among the packages: add it to <testPackages>, and run 'mvn emgraal:lock'");
        }
        if (status != 0 && status != NO_TESTS) {
            throw new MojoFailureException("Python tests have failed: pytest ends with status " + status);
        }
    }
}
