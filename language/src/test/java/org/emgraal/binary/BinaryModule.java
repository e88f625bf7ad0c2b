// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.emgraal.module.WasmModule;

/** Puts a small module together, section by section, from hexadecimal text. */
public final class BinaryModule {

    private static final String HEADER = "0061736d01000000";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public BinaryModule() {
        out.writeBytes(HexFormat.of().parseHex(HEADER));
    }

    /** Appends a section; spaces in {@code hex} are ignored. */
    public BinaryModule section(int id, String hex) {
        return section(id, parse(hex));
    }

    public BinaryModule section(int id, byte[] content) {
        out.write(id);
        writeU32(out, content.length);
        out.writeBytes(content);
        return this;
    }

    public BinaryModule custom(String name, String hex) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        writeU32(content, utf8.length);
        content.writeBytes(utf8);
        content.writeBytes(parse(hex));
        return section(0, content.toByteArray());
    }

    /** Appends a code section of one function without locals. */
    public BinaryModule code(byte[] instructions) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(1);
        writeU32(body, instructions.length + 1);
        body.write(0);
        body.writeBytes(instructions);
        return section(10, body.toByteArray());
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    public WasmModule decode() {
        return ModuleDecoder.decode("test", bytes());
    }

    public static byte[] parse(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static void writeU32(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >>> 7 != 0) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
