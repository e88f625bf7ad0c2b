// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.emgraal.tarfs.UserCache;

/** What the goals have in common: how a project names its packages. */
abstract class PackagesMojo extends AbstractMojo {

    private static final String INDEX_VARIABLE = "PIP_INDEX_URL";

    /** Packages of the program, as {@code requests==2.32.3}. */
    @Parameter
    private List<String> packages = List.of();

    /** More of them, in pip's format. */
    @Parameter
    private File requirementsFile;

    /** What only the tests need, as {@code pytest==8.4.2}. */
    @Parameter
    private List<String> testPackages = List.of();

    /** Folders of wheels and addresses of indexes; by default the one that the variable PIP_INDEX_URL names. */
    @Parameter(property = "emgraal.indexes")
    private List<String> indexes = List.of();

    /** The lock file, which belongs into version control. */
    @Parameter(defaultValue = "${project.basedir}/emgraal.lock")
    private File lockFile;

    /** Where wheels are kept for all builds of this user; by default in the cache folder. */
    @Parameter(property = "emgraal.wheels")
    private File wheels;

    /** Own Python sources. */
    @Parameter(defaultValue = "${project.basedir}/src/main/python")
    File sources;

    /** Folder of the class path for the packages and sources. */
    @Parameter(defaultValue = "META-INF/emgraal/application")
    String resources;

    @Parameter(defaultValue = "${project.basedir}", readonly = true)
    File baseDirectory;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true)
    File buildDirectory;

    @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true)
    File classes;

    @Parameter(defaultValue = "${settings.offline}", readonly = true)
    private boolean offline;

    /** Does nothing. */
    @Parameter(property = "emgraal.skip")
    private boolean skip;

    /** What a goal does. */
    abstract void run(ProjectPackages project) throws IOException, MojoFailureException;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            return;
        }
        try {
            run(new ProjectPackages(settings(), line -> getLog().info(line)));
        } catch (IOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    private ProjectPackages.Settings settings() throws IOException {
        List<Requirement> program = new ArrayList<>();
        for (String text : packages) {
            program.add(pinned(Requirement.parse(text, "the pom")));
        }
        if (requirementsFile != null) {
            program.addAll(RequirementsFile.read(requirementsFile.toPath()));
        }
        List<Requirement> tests = new ArrayList<>();
        for (String text : testPackages) {
            tests.add(pinned(Requirement.parse(text, "the pom")));
        }
        return new ProjectPackages.Settings(program, tests, lockFile.toPath(), places(), store(), offline);
    }

    /** A pom that names no version would give another build tomorrow. */
    private static Requirement pinned(Requirement requirement) throws PackagesException {
        if (!Resolver.isPin(requirement.specifiers())) {
            throw new PackagesException("The package %s needs a version in the pom, such as %s==1.0; open requirements belong in a requirements.txt"
                            .formatted(requirement.name(), requirement.name()));
        }
        return requirement;
    }

    private List<String> places() {
        List<String> named = indexes;
        if (named.isEmpty()) {
            String variable = System.getenv(INDEX_VARIABLE);
            named = variable == null || variable.isBlank() ? List.of() : List.of(variable);
        }
        return named.stream().map(place -> WheelIndex.isAddress(place) ? place : baseDirectory.toPath().resolve(place).normalize().toString()).toList();
    }

    private Path store() throws PackagesException {
        Path cache = UserCache.folder();
        if (wheels == null && cache == null) {
            throw new PackagesException("There is no folder for wheels, as the user has no cache folder: name one with -Demgraal.wheels=DIR");
        }
        return wheels != null ? wheels.toPath() : cache.resolve("wheels");
    }
}
