// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.util.List;
import java.util.stream.Stream;
import org.emgraal.bytecode.InstructionModule.Memory;

/** Functions for the instructions whose types depend on more than the opcode: control, variables, references, tables. */
final class WrittenForms {

    /** A function that executes an instruction. */
    record Form(String instruction, String parameters, String results, String code) {
    }

    static final List<Form> CONTROL = List.of(
                    new Form("unreachable", "", "", "00"),
                    new Form("nop", "", "", "01"),
                    new Form("block", "i", "i", "027f 2000 0b"),
                    // Until nothing is left of the number.
                    new Form("loop", "i", "i", "0340 2000 4101 76 2200 0d00 0b 2000"),
                    new Form("if", "i", "i", "2000 0440 4105 2100 0b 2000"),
                    new Form("else", "i", "i", "2000 047f 4101 05 4102 0b"),
                    new Form("end", "i", "i", "2000 0200 4101 6a 0b"),
                    new Form("br", "i", "i", "027f 2000 0c00 0b"),
                    new Form("br_if", "i", "i", "027f 2000 2000 0d00 4105 6a 0b"),
                    new Form("br_table", "i", "i", "027f 027f 4107 2000 0e02 00 01 00 0b 4101 6a 0b"),
                    new Form("return", "i", "i", "2000 0f"),
                    new Form("call", "i", "i", "2000 1000"),
                    new Form("call_indirect", "i", "i", "2000 2000 110000"),
                    new Form("return_call", "i", "i", "2000 1200"),
                    new Form("return_call_indirect", "i", "i", "2000 2000 130000"),
                    new Form("call_ref", "i", "i", "2000 d200 1400"),
                    new Form("call_ref", "i", "i", "2000 d000 1400"),
                    new Form("return_call_ref", "i", "i", "2000 d200 1500"),
                    new Form("return_call_ref", "i", "i", "2000 d000 1500"),
                    new Form("throw", "i", "", "2000 0800"),
                    new Form("try", "i", "i", "067f 2000 1000 0700 0b"),
                    new Form("catch", "i", "i", "067f 2000 1001 4105 0700 4101 6a 0b"),
                    new Form("catch_all", "i", "i", "067f 2000 1001 4105 19 4109 0b"),
                    new Form("rethrow", "i", "i", "067f 067f 2000 1001 4105 0700 0900 0b 0700 0b"),
                    new Form("delegate", "i", "i", "067f 067f 2000 1001 4105 1800 0700 0b"),
                    new Form("try_table", "i", "i", "027f 1f7f 01 000000 2000 1001 4105 0b 0b"),
                    new Form("throw_ref", "i", "i", "067f 0202 1f40 01 010000 2000 1001 0b 4101 0f 0b 0a 0700 4102 6a 0b"));

    static final List<Form> VARIABLES = List.of(
                    new Form("drop", "iv", "i", "2000 2001 1a"),
                    new Form("drop", "il", "i", "2000 2001 1a"),
                    new Form("select", "iii", "i", "2000 2001 2002 1b"),
                    new Form("select", "lli", "l", "2000 2001 2002 1b"),
                    new Form("select", "ffi", "f", "2000 2001 2002 1b"),
                    new Form("select", "ddi", "d", "2000 2001 2002 1b"),
                    new Form("select", "vvi", "v", "2000 2001 2002 1b"),
                    new Form("select_t", "eei", "e", "2000 2001 2002 1c016f"),
                    new Form("local.get", "lvdf", "f", "2003"),
                    new Form("local.set", "ll", "l", "2000 2101 2001"),
                    new Form("local.tee", "dd", "d", "2000 2201 2001 a0"),
                    new Form("global.get", "", "i", "2300"),
                    new Form("global.set", "i", "i", "2000 2400 2300"),
                    new Form("global.set", "l", "l", "2000 2401 2301"),
                    new Form("global.set", "f", "f", "2000 2402 2302"),
                    new Form("global.set", "d", "d", "2000 2403 2303"),
                    new Form("global.set", "v", "v", "2000 2404 2304"),
                    new Form("global.set", "e", "e", "2000 2405 2305"),
                    new Form("ref.null", "", "e", "d06f"),
                    new Form("ref.is_null", "e", "i", "2000 d1"),
                    new Form("ref.func", "i", "i", "2000 d200 1400"),
                    new Form("ref.as_non_null", "e", "e", "2000 d4"),
                    new Form("br_on_null", "e", "e", "0240 2000 d500 0f 0b d06f"),
                    new Form("br_on_non_null", "e", "e", "026f 2000 d600 d06f 0b"));

    static final List<Form> TABLES = List.of(
                    new Form("table.get", "i", "i", "2000 2500 d1"),
                    new Form("table.get", "l", "e", "2000 2501"),
                    new Form("table.set", "i", "i", "2000 d200 2600 2000 2500 d1"),
                    new Form("table.set", "le", "e", "2000 2001 2601 2000 2501"),
                    new Form("table.size", "", "i", "fc1000"),
                    new Form("table.size", "", "l", "fc1001"),
                    new Form("table.grow", "i", "i", "d070 2000 410f 71 fc0f00"),
                    new Form("table.grow", "el", "l", "2000 2001 420f 83 fc0f01"),
                    new Form("table.fill", "ii", "i", "2000 d070 2001 fc1100 2000 2500 d1"),
                    new Form("table.fill", "lel", "e", "2000 2001 2002 fc1101 2000 2501"),
                    new Form("table.copy", "iii", "i", "2000 2001 2002 fc0e0000 2000 2500 d1"),
                    new Form("table.copy", "lll", "e", "2000 2001 2002 fc0e0101 2000 2501"),
                    new Form("table.init", "iii", "i", "2000 2001 2002 fc0c0100 2000 2500 d1"),
                    new Form("elem.drop", "i", "", "fc0d01 4100 4100 2000 fc0c0100"));

    private WrittenForms() {
    }

    /** Of the instructions that name a memory as a whole. */
    static List<Form> bulk(Memory memory) {
        String index = "%02x".formatted(memory.index);
        return List.of(new Form("memory.size", "", "a", "3f" + index),
                        new Form("memory.grow", "a", "a", "2000 40" + index),
                        new Form("memory.fill", "aia", "", "2000 2001 2002 fc0b" + index),
                        new Form("memory.copy", "aaa", "", "2000 2001 2002 fc0a" + index + index),
                        new Form("memory.init", "aii", "", "2000 2001 2002 fc0801" + index),
                        new Form("data.drop", "", "", "fc0901"),
                        new Form("atomic.fence", "", "", "fe0300"));
    }

    static Stream<Form> all() {
        return Stream.of(CONTROL, VARIABLES, TABLES, bulk(Memory.PLAIN), AggregateForms.all()).flatMap(List::stream);
    }
}
