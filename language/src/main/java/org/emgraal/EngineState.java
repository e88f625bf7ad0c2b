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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.emgraal.binary.ModuleDecoder;
import org.emgraal.binary.ModuleLimits;
import org.emgraal.emscripten.Glue;
import org.emgraal.emscripten.HostFunctions;
import org.emgraal.module.WasmModule;
import org.emgraal.nodes.FunctionRootNode;
import org.emgraal.python.SnapshotStore;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.TypeRegistry;
import org.emgraal.translation.LazyTranslator;
import org.emgraal.validation.ModuleValidator;

/**
 * What the contexts of one engine share for one language: decoded modules and their code by content, canonical types,
 * the code of host functions. Nothing here belongs to a context.
 */
public final class EngineState {

    private final TruffleLanguage<?> language;
    private final String languageId;
    private final TypeRegistry types = new TypeRegistry();
    private final HostFunctions hostFunctions;
    private final Map<String, ModuleCode> modules = new ConcurrentHashMap<>();
    private final StartSnapshots snapshots = new StartSnapshots();

    EngineState(TruffleLanguage<?> language, String languageId) {
        this.language = language;
        this.languageId = languageId;
        this.hostFunctions = new HostFunctions(language, types);
    }

    public TypeRegistry types() {
        return types;
    }

    SnapshotStore snapshots() {
        return snapshots;
    }

    public HostFunctions hostFunctions() {
        return hostFunctions;
    }

    /**
     * The code of a module, decoded on first demand.
     *
     * @param validateEagerly whether all functions are validated now, or each before it first runs
     */
    public ModuleCode module(String name, byte[] bytes, Source source, boolean validateEagerly) {
        return module(name, bytes, source, validateEagerly, ModuleLimits.DEFAULT, Glue.NONE);
    }

    /** As {@link #module(String, byte[], Source, boolean)}, within other limits, with the names that the program's glue knows. */
    public ModuleCode module(String name, byte[] bytes, Source source, boolean validateEagerly, ModuleLimits limits, Glue glue) {
        String names = glue.imports().isEmpty() ? "" : hash(glue.toString().getBytes(StandardCharsets.UTF_8));
        return modules.computeIfAbsent(name + ":" + validateEagerly + ":" + limits + hash(bytes) + names, key -> {
            WasmModule decoded = ModuleDecoder.decode(name, bytes, limits);
            WasmModule module = glue.isNeeded(decoded) ? glue.rename(decoded) : decoded;
            ModuleValidator validator = new ModuleValidator(module, limits);
            validator.validateModule();
            if (validateEagerly) {
                validator.validateFunctions();
            }
            return new ModuleCode(module, types, new LazyTranslator(language, shownSource(name, source), validateEagerly ? null : validator));
        });
    }

    /** Where tools see functions: in line 1 of a text nobody has, for Truffle's sections are parts of texts. */
    private Source shownSource(String name, Source source) {
        Source.LiteralBuilder builder = Source.newBuilder(languageId, "", name).content(Source.CONTENT_NONE);
        return (source == null ? builder : builder.uri(source.getURI())).build();
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

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
