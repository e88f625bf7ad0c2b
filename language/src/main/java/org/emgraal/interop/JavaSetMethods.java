// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.interop.ArityException;
import java.util.Map;
import org.emgraal.python.PythonApi;

/**
 * The methods of {@code java.util.Set} that Python's sets do not have by the same name: Java asks for them when it sees a set as
 * that interface, for which interop has no messages.
 */
final class JavaSetMethods {

    /** Their greatest number of arguments; add, remove and clear are Python's own. */
    private static final Map<String, Integer> ARGUMENTS = Map.of("size", 0, "isEmpty", 0, "contains", 1, "iterator", 0, "toArray", 1);

    private JavaSetMethods() {
    }

    static boolean isSet(PythonObject object) {
        return object.proxy() == null && object.python(api -> {
            int type = api.typeOf(object.pointer);
            return api.call("PyType_IsSubtype", type, api.symbol("PySet_Type")) != 0 || api.call("PyType_IsSubtype", type, api.symbol("PyFrozenSet_Type")) != 0;
        });
    }

    static boolean has(PythonObject object, String member) {
        return ARGUMENTS.containsKey(member) && isSet(object);
    }

    static Object invoke(PythonObject set, String member, Object... arguments) throws ArityException {
        int most = ARGUMENTS.get(member);
        int least = member.equals("toArray") ? 0 : most;
        if (arguments.length < least || arguments.length > most) {
            throw ArityException.create(least, most, arguments.length);
        }
        return set.python(api -> switch (member) {
            case "size" -> size(set, api);
            case "isEmpty" -> size(set, api) == 0;
            case "contains" -> contains(set, api, arguments[0]);
            case "iterator" -> set.result(api, api.call("PyObject_GetIter", set.pointer));
            default -> set.result(api, api.call("PySequence_List", set.pointer));
        });
    }

    private static int size(PythonObject set, PythonApi api) {
        return checked(set, api.call("PySet_Size", set.pointer));
    }

    private static boolean contains(PythonObject set, PythonApi api, Object value) {
        int object = JavaToPython.convert(set.context, api, value);
        int found = api.call("PySet_Contains", set.pointer, object);
        api.decref(object);
        return checked(set, found) > 0;
    }

    private static int checked(PythonObject set, int status) {
        if (status < 0) {
            throw set.context.raised();
        }
        return status;
    }
}
