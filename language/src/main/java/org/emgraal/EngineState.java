// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.emgraal.binary.ModuleDecoder;
import org.emgraal.bytecode.CodeCache;
import org.emgraal.binary.ModuleLimits;
import org.emgraal.emscripten.Glue;
import org.emgraal.emscripten.HostFunctions;
import org.emgraal.module.WasmModule;
import org.emgraal.nodes.FunctionRootNode;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.TypeRegistry;
import org.emgraal.tarfs.PythonBuild;
import org.emgraal.translation.LazyTranslator;
import org.emgraal.validation.ModuleValidator;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionValues;

/**
 * What the contexts of one engine share for one language: decoded modules and their code by content, canonical types,
 * the code of host functions. Nothing here belongs to a context.
 */
public final class EngineState {

    private final TruffleLanguage<?> language;
    private final String languageId;
    private final TypeRegistry types = new TypeRegistry();
    private final HostFunctions hostFunctions;
    private final Map<ModuleKey, ModuleCode> modules = new ConcurrentHashMap<>();
    private final Map<FileKey, ModuleCode> files = new ConcurrentHashMap<>();
    private final Map<Object, StartSnapshots> snapshots = new HashMap<>();

    EngineState(TruffleLanguage<?> language, String languageId) {
        this.language = language;
        this.languageId = languageId;
        this.hostFunctions = new HostFunctions(language, types);
    }

    public TypeRegistry types() {
        return types;
    }

    /** Makes what interpreters of a build start from. */
    interface SnapshotsMaker {
        StartSnapshots make() throws IOException;
    }

    /** What interpreters of a build start from, made on first demand. */
    synchronized StartSnapshots snapshots(Object build, SnapshotsMaker maker) throws IOException {
        StartSnapshots store = snapshots.get(build);
        if (store == null) {
            store = maker.make();
            snapshots.put(build, store);
        }
        return store;
    }

    public HostFunctions hostFunctions() {
        return hostFunctions;
    }

    /**
     * How the functions of a module become code.
     *
     * @param validateEagerly whether all functions are validated when the module is decoded, or each before it first runs
     * @param bytecode whether they start as JVM bytecode, or run as syntax trees only
     * @param cache folder where bytecode is kept for later processes; null for nowhere
     */
    public record Translation(boolean validateEagerly, boolean bytecode, Path cache) {

        public Translation(boolean validateEagerly, boolean bytecode) {
            this(validateEagerly, bytecode, null);
        }

        /** What the options of a language say. */
        static Translation of(OptionValues options, OptionKey<Boolean> validateEagerly, OptionKey<Boolean> bytecode, OptionKey<String> cache) {
            String folder = options.get(cache);
            return new Translation(options.get(validateEagerly), options.get(bytecode),
                            folder.isEmpty() || folder.equals("off") ? null : Path.of(folder));
        }
    }

    /** Keeps the bytecode that was generated for later processes, if that is wanted. */
    void saveCode() {
        modules.values().forEach(ModuleCode::save);
    }

    /** The code of a module, decoded on first demand. */
    public ModuleCode module(String name, byte[] bytes, Source source, Translation translation) {
        return module(name, bytes, source, translation, ModuleLimits.DEFAULT, Glue.NONE);
    }

    /** As {@link #module(String, byte[], Source, Translation)}, within other limits, with the names that the program's glue knows. */
    public ModuleCode module(String name, byte[] bytes, Source source, Translation translation, ModuleLimits limits, Glue glue) {
        Glue names = glue.imports().isEmpty() ? Glue.NONE : glue;
        boolean validateEagerly = translation.validateEagerly();
        return modules.computeIfAbsent(new ModuleKey(name, translation, limits, names, bytes), key -> {
            WasmModule decoded = ModuleDecoder.decode(name, bytes, limits);
            WasmModule module = glue.isNeeded(decoded) ? glue.rename(decoded) : decoded;
            ModuleValidator validator = new ModuleValidator(module, limits);
            validator.validateModule();
            if (validateEagerly) {
                validator.validateFunctions();
            }
            return new ModuleCode(module, types, new LazyTranslator(language, shownSource(name, source), validateEagerly ? null : validator,
                            translation.bytecode(), translation.cache() == null ? null : new CodeCache(translation.cache())));
        });
    }

    /** Where tools see functions: in line 1 of a text nobody has, for Truffle's sections are parts of texts. */
    private Source shownSource(String name, Source source) {
        Source.LiteralBuilder builder = Source.newBuilder(languageId, "", name).content(Source.CONTENT_NONE);
        return (source == null ? builder : builder.uri(source.getURI())).build();
    }

    /** The code of CPython's module, which is read on first demand. */
    public ModuleCode module(String name, PythonBuild build, Translation translation) throws IOException {
        FileKey key = new FileKey(build.stamp(PythonBuild.MODULE), translation);
        ModuleCode code = files.get(key);
        if (code == null) {
            code = module(name, build.read(PythonBuild.MODULE), null, translation);
            files.put(key, code);
        }
        return code;
    }

    /** Writes the profiles of all very large functions: see {@link org.emgraal.nodes.control.RecordedProfile}. */
    void recordProfiles(Path folder) throws IOException {
        for (ModuleCode code : modules.values()) {
            int imported = code.indexSpaces().importedFunctions();
            for (RootCallTarget target : code.translatedFunctions()) {
                if (target.getRootNode() instanceof FunctionRootNode function) {
                    function.recordProfile(folder, code.module(), code.module().bodies()[function.functionIndex() - imported]);
                }
            }
        }
    }

    /** What {@code sys._emscripten_info.runtime} says: the version is that of the Truffle on the module path. */
    static String runtimeName() {
        try (InputStream version = TruffleLanguage.class.getModule().getResourceAsStream("META-INF/graalvm/org.graalvm.truffle/version")) {
            return version == null ? "GraalVM" : "GraalVM " + new String(version.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells contents apart that nobody makes alike on purpose. */
    static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    /** What makes two modules the same. The content is compared; a cryptographic hash of it takes a cold JVM longer. */
    private record ModuleKey(String name, Translation translation, ModuleLimits limits, Glue names, byte[] bytes) {

        @Override
        public boolean equals(Object other) {
            return other instanceof ModuleKey key && name.equals(key.name) && translation.equals(key.translation)
                            && limits.equals(key.limits) && names.equals(key.names) && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return checksum(bytes);
        }
    }

    /** A file as it was at some time. */
    private record FileKey(Object stamp, Translation translation) {
    }
}
