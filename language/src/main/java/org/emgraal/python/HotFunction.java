// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

/** Functions of the C API that the bridge calls all the time: {@link PythonApi} keeps them, where it looks others up by name. */
public enum HotFunction {
    VECTORCALL("PyObject_Vectorcall"),
    LONG_FROM_LONG_LONG("PyLong_FromLongLong"),
    GET_ATTRIBUTE("PyObject_GetAttr"),
    GET_OPTIONAL_ATTRIBUTE("PyObject_GetOptionalAttr"),
    GENERIC_GET_ATTRIBUTE("_PyObject_GenericGetAttrWithDict"),
    ERROR_OCCURRED("PyErr_Occurred"),
    ALLOCATE("PyType_GenericAlloc"),
    DELETE("PyObject_GC_Del"),
    DECREF("Py_DecRef"),
    GET_ITEM("PySequence_GetItem"),
    TUPLE_GET_ITEM("PyTuple_GetItem"),
    DICT_GET_ITEM("PyDict_GetItemWithError");

    final String export;

    HotFunction(String export) {
        this.export = export;
    }
}
