// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleProvideInfo;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.emgraal.module.FunctionType;
import org.emgraal.module.TypeDefinition;
import org.emgraal.runtime.ModuleCode;

/**
 * Writes the classes of all functions of a module to a jar. On the module path or class path of a later process they are
 * ordinary classes, which the JVM's AOT cache can hold.
 */
public final class CodeJar {

    /** The module that the jar is; it may use our packages for generated code. */
    private static final String MODULE = "org.emgraal.generated";
    private static final String LANGUAGE_MODULE = "org.emgraal.language";

    private final ModuleCode code;
    private final Names names;
    private final ZipOutputStream zip;
    private final BitSet stubs = new BitSet();

    private CodeJar(ModuleCode code, ZipOutputStream zip) {
        this.code = code;
        this.names = new Names(code);
        this.zip = zip;
    }

    /** @param validator validates a function, by function index, before it is translated */
    public static void write(ModuleCode code, IntConsumer validator, Path jar) throws IOException {
        Path folder = jar.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Not a temporary file of Java's, which nobody else may read.
        Path unfinished = folder.resolve(jar.getFileName() + ".tmp");
        try {
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(unfinished)); ZipOutputStream zip = new ZipOutputStream(file)) {
                zip.setLevel(Deflater.BEST_SPEED);
                new CodeJar(code, zip).write(validator);
            }
            Files.move(unfinished, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void write(IntConsumer validator) throws IOException {
        String folder = names.packageName().replace('.', '/') + "/";
        add("module-info.class", moduleInfo());
        Set<String> signatures = new TreeSet<>();
        for (TypeDefinition type : code.module().types()) {
            if (type.composite() instanceof FunctionType function && Signature.fits(function)) {
                signatures.add(Signature.of(type).name());
            }
        }
        for (String name : signatures) {
            Signature signature = Signature.parse(name);
            add("wasm/signature/" + name + ".class", SignatureClass.write(signature));
            add("wasm/signature/H" + name + ".class", SignatureClass.writeAdapter(signature));
        }
        int functions = code.module().functionTypes().length;
        for (int function = 0; function < functions; function++) {
            writeFunction(folder, function, validator);
            if ((function & (1 << Names.FACTORY_BITS) - 1) == 0) {
                add(folder + "Factory" + (function >>> Names.FACTORY_BITS) + ".class", FactoryClass.write(names, function));
            }
        }
        CodeManifest manifest = CodeManifest.of(code.module(), code.recursionPoints(), stubs);
        add(CodeManifest.file(names), manifest.write().getBytes(StandardCharsets.US_ASCII));
    }

    private void writeFunction(String folder, int function, IntConsumer validator) throws IOException {
        byte[] bytes = null;
        if (function >= code.indexSpaces().importedFunctions() && !code.isReplaceable(function)) {
            validator.accept(function);
            try {
                bytes = FunctionClass.write(code, names, function);
            } catch (UnsupportedFunctionException e) {
                bytes = null;
            }
        }
        if (bytes == null) {
            stubs.set(function);
            bytes = StubClass.write(code, names, function);
        }
        add(folder + "F" + function + ".class", bytes);
    }

    /** No module requires this one. That it provides a service which the languages use has the JVM resolve it. */
    private byte[] moduleInfo() {
        return ClassFile.of().buildModule(ModuleAttribute.of(ModuleDesc.of(MODULE), module -> module
                        .provides(ModuleProvideInfo.of(FactoryClass.FACTORY, names.factory(0)))
                        .requires(ModuleDesc.of("java.base"), ClassFile.ACC_MANDATED, null)
                        .requires(ModuleDesc.of(LANGUAGE_MODULE), 0, null)
                        .exports(PackageDesc.of(names.packageName()), 0).exports(PackageDesc.of(Signature.PACKAGE), 0)
                        .opens(PackageDesc.of(names.packageName()), 0)));
    }

    private void add(String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // The same code is the same jar.
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
