// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.util.ArrayList;
import java.util.List;
import org.emgraal.bytecode.WrittenForms.Form;

/**
 * Functions for the instructions on structures, arrays, scalars and casts, with the types of {@link InstructionModule}. What is
 * made stands in global 6, so that it can be named twice.
 */
final class AggregateForms {

    /** Fields of the structure, and elements of the arrays from {@link #ARRAYS} on; the first two are packed. */
    private static final String LETTERS = "iiilfdve";
    private static final int STRUCT = 3;
    private static final int ARRAYS = 4;
    private static final int BYTES = ARRAYS;
    private static final int FUNCTIONS = 14;
    private static final String KEEP = " 2406 ";

    /** A value of each kind that a reference may be to. */
    private static final List<String> REFERENCES = List.of("d06e", "2000 fb1c", "fb0103", "fb010c", "fb010d", "4101 fb0704");
    /** any, eq, i31, struct, array, none, a structure, one with a subtype, that, an array. */
    private static final List<String> TYPES = List.of("6e", "6d", "6c", "6b", "6a", "71", "03", "0c", "0d", "04");

    private final List<Form> forms = new ArrayList<>();

    private AggregateForms() {
    }

    static List<Form> all() {
        AggregateForms all = new AggregateForms();
        all.structures();
        for (int i = 0; i < LETTERS.length(); i++) {
            all.arrays(ARRAYS + i, LETTERS.charAt(i));
        }
        all.segments();
        all.references();
        return all.forms;
    }

    private void add(String instruction, String parameters, String results, String code) {
        forms.add(new Form(instruction, parameters, results, code));
    }

    private static String hex(int number) {
        return "%02x ".formatted(number);
    }

    /** What global 6 has, as a type's. */
    private static String kept(int type) {
        return "2306 fb17" + hex(type);
    }

    private void structures() {
        String fields = "2000 2000 2000 2001 2002 2003 fd0c" + "07".repeat(16) + "d06f";
        for (int field = 0; field < LETTERS.length(); field++) {
            String letter = LETTERS.substring(field, field + 1);
            for (String get : getters("struct.get", field < 2)) {
                String opcode = get.substring(0, 5);
                String place = hex(STRUCT) + hex(field);
                String name = get.substring(5);
                add(name, "", letter, "fb0103" + opcode(2, opcode) + place);
                add(name, "", letter, "d003" + opcode(2, opcode) + place);
                add("struct.new", "ilfd", letter, fields + "fb0003" + opcode(2, opcode) + place);
                add("struct.set", letter, letter, "fb0103" + KEEP + kept(STRUCT) + "2000 fb05" + place + kept(STRUCT) + opcode(2, opcode) + place);
                add("struct.set", letter, "", "d003 2000 fb05" + place);
            }
        }
        add("struct.new_default", "", "i", "fb0103 d1");
    }

    /** Five characters that say which it is, then its name: packed values are got signed or unsigned. */
    private static List<String> getters(String name, boolean packed) {
        return packed ? List.of("packs" + name + "_s", "packu" + name + "_u") : List.of("plain" + name);
    }

    private static String opcode(int first, String which) {
        return " fb" + hex(first + List.of("plain", "packs", "packu").indexOf(which));
    }

    private void arrays(int type, char letter) {
        String t = hex(type);
        String result = String.valueOf(letter);
        String four = "4104 fb07" + t + KEEP;
        for (String getter : getters("array.get", type < ARRAYS + 2)) {
            String get = opcode(0x0B, getter.substring(0, 5)) + t;
            String name = getter.substring(5);
            add(name, "i", result, "4103 fb07" + t + "2000" + get);
            add(name, "i", result, "d0" + t + "2000" + get);
            add("array.new", result + "ii", result, "2000 2001 4107 71 fb06" + t + "2002" + get);
            add("array.new_fixed", result + "i", result, "2000 2000 2000 fb08" + t + "03 2001" + get);
            add("array.set", "i" + result, result, four + kept(type) + "2000 2001 fb0e" + t + kept(type) + "2000" + get);
            add("array.fill", "i" + result + "i", result, four + kept(type) + "2000 2001 2002 fb10" + t + kept(type) + "4101" + get);
        }
        add("array.set", result, "", "d0" + t + "4100 2000 fb0e" + t);
        add("array.fill", result, "", "d0" + t + "4100 2000 4100 fb10" + t);
        add("array.new_default", "i", "i", "2000 410f 71 fb07" + t + "fb0f");
        add("array.new_default", "", "i", "417f fb07" + t + "fb0f");
        add("array.len", "", "i", "d0" + t + "fb0f");
        add("array.copy", "iii", "", four + kept(type) + "2000" + kept(type) + "2001 2002 fb11" + t + t);
        if (letter != 'e') {
            add("array.new_data", "ii", "i", "2000 2001 fb09" + t + "01 fb0f");
            add("array.init_data", "iii", "", four + kept(type) + "2000 2001 2002 fb12" + t + "01");
        }
    }

    private void segments() {
        String bytes = hex(BYTES);
        String functions = hex(FUNCTIONS);
        String data = "4100 4108 fb09" + bytes + "01" + KEEP;
        add("array.new_data", "i", "i", data + kept(BYTES) + "2000 fb0d" + bytes);
        add("array.copy", "iii", "i", data + kept(BYTES) + "2000" + kept(BYTES) + "2001 2002 fb11" + bytes + bytes + kept(BYTES) + "2000 fb0d" + bytes);
        add("array.init_data", "iii", "i", data + kept(BYTES) + "2000 2001 2002 fb12" + bytes + "01" + kept(BYTES) + "2000 fb0d" + bytes);
        add("array.new_elem", "ii", "i", "2000 2001 fb0a" + functions + "01 fb0f");
        add("array.init_elem", "iii", "i", "4104 fb07" + functions + KEEP + kept(FUNCTIONS) + "2000 2001 2002 fb13" + functions + "01" + kept(FUNCTIONS)
                        + "2000 fb0b" + functions + "d1");
    }

    private void references() {
        for (String reference : REFERENCES) {
            for (String type : TYPES) {
                add("ref.test", "i", "i", reference + "fb14" + type);
                add("ref.test_null", "i", "i", reference + "fb15" + type);
                add("ref.cast", "i", "i", reference + "fb16" + type + "d1");
                add("ref.cast_null", "i", "i", reference + "fb17" + type + "d1");
                for (int flags = 1; flags <= 3; flags += 2) {
                    String branch = hex(flags) + "00 6e" + type + "1a 4105 0f 0b 1a 4107";
                    add("br_on_cast", "i", "i", "026e" + reference + "fb18" + branch);
                    add("br_on_cast_fail", "i", "i", "026e" + reference + "fb19" + branch);
                }
            }
            add("ref.eq", "ii", "i", reference + "fb176d 2001 fb1c d3");
            add("ref.eq", "i", "i", reference + KEEP + "2306 fb176d 2306 fb176d d3");
        }
        add("ref.i31", "i", "i", "2000 fb1c d1");
        add("i31.get_s", "i", "i", "2000 fb1c fb1d");
        add("i31.get_u", "i", "i", "2000 fb1c fb1e");
        add("i31.get_s", "", "i", "d06c fb1d");
        add("i31.get_u", "", "i", "d06c fb1e");
        add("any.convert_extern", "e", "i", "2000 fb1a d1");
        add("extern.convert_any", "e", "e", "2000 fb1a fb1b");
    }
}
