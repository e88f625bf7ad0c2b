// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.emgraal.libc.fs.FileSystem;

/**
 * The Python packages and sources that an application's jar brings, as the Maven plugin has put them there: an archive that
 * is read into memory once per process and unpacked nowhere.
 */
public final class BundledApplication {

    /** The folder of an application's resources. Not the name of a package, so that no module hides what is in it. */
    public static final String FOLDER = "META-INF/emgraal/application/";
    /** Where programs see the archive; bytecode records it. */
    public static final String MOUNT = "/lib/application";

    static final String ARCHIVE = "application.tar";
    static final String INDEX = ARCHIVE + ".index";
    /** By hash of their list. */
    private static final Map<String, SoftReference<TarFileSystem>> OPEN = new ConcurrentHashMap<>();

    private final BundledFiles bundled;

    private BundledApplication(BundledFiles bundled) {
        this.bundled = bundled;
    }

    /**
     * What the loader of the languages or the thread's own brings.
     *
     * @param folder of the resources, {@link #FOLDER} if nobody wants another
     * @param python the version of Python that runs, {@code "3.14"}
     * @throws DistributionException if there is none, or it was made for another Python
     */
    public static BundledApplication find(String folder, String python) throws DistributionException {
        String resources = folder.endsWith("/") ? folder : folder + "/";
        List<ClassLoader> loaders = Stream.of(Thread.currentThread().getContextClassLoader(), BundledApplication.class.getClassLoader())
                        .filter(Objects::nonNull).distinct().toList();
        for (ClassLoader loader : loaders) {
            BundledFiles found = BundledFiles.of(loader, resources);
            if (found != null) {
                if (!found.list().python().equals(python)) {
                    throw new DistributionException("The Python packages in " + resources + " were made for Python " + found.list().python()
                                    + ", and this is Python " + python + ": build the application again.");
                }
                return new BundledApplication(found);
            }
        }
        throw new DistributionException("No Python packages are on the class path in " + resources
                        + ": the goal process-resources of emgraal-maven-plugin puts them there.");
    }

    /** The folders of the archive that belong on {@code sys.path}. */
    public List<String> roots() {
        return bundled.list().roots();
    }

    /** The archive. */
    public FileSystem files() throws IOException {
        String hash = bundled.list().hash();
        SoftReference<TarFileSystem> known = OPEN.get(hash);
        TarFileSystem open = known == null ? null : known.get();
        if (open == null) {
            open = TarFileSystem.of(Path.of(ARCHIVE), bundled.read(bundled.entry(INDEX)), bundled.load(bundled.entry(ARCHIVE)));
            OPEN.put(hash, new SoftReference<>(open));
        }
        return open;
    }
}
