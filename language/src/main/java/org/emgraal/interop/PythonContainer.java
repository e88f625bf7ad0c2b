// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.StopIterationException;
import com.oracle.truffle.api.interop.UnknownKeyException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.function.ToIntBiFunction;
import org.emgraal.PythonContext;
import org.emgraal.python.HotFunction;
import org.emgraal.python.PythonApi;
import org.emgraal.python.TypeLayout;

/** What a Python object contains: the elements of a sequence, the entries of a mapping, the values of an iterator. */
@ExportLibrary(InteropLibrary.class)
abstract class PythonContainer extends PythonBuffer {

    private enum Shape {
        NEITHER,
        SEQUENCE,
        MAPPING
    }

    /** What {@link #hasIteratorNextElement} had to fetch to know. */
    private Object lookahead;

    PythonContainer(PythonContext context, int pointer) {
        super(context, pointer);
    }

    /**
     * The type says what it is if it takes part in pattern matching as one of the two (PEP 634); of the others those with a
     * length and subscription are mappings if they have {@code keys}, and sequences otherwise.
     */
    @TruffleBoundary
    private Shape shape() {
        return python(api -> {
            int type = api.typeOf(pointer);
            TypeLayout types = api.types();
            if (types.has(type, TypeLayout.UNICODE_SUBCLASS)) {
                return Shape.NEITHER;
            }
            if (types.has(type, TypeLayout.HAS_MAPPING_PATTERN | TypeLayout.DICT_SUBCLASS)) {
                return Shape.MAPPING;
            }
            if (types.has(type, TypeLayout.HAS_SEQUENCE_PATTERN)) {
                return Shape.SEQUENCE;
            }
            if (!types.hasLength(type) || !types.isSubscriptable(type)) {
                return Shape.NEITHER;
            }
            int keys = api.findAttribute(type, "keys");
            api.clearError();
            api.decref(keys);
            return keys == 0 ? Shape.SEQUENCE : Shape.MAPPING;
        });
    }

    private long size() {
        return python(api -> {
            int size = api.call("PyObject_Size", pointer);
            if (size < 0) {
                throw context.raised();
            }
            return size;
        });
    }

    /** An operation that returns -1 with the error set if it fails; false if that error is of {@code missing}. */
    private boolean change(String missing, ToIntBiFunction<PythonApi, int[]> operation, Object... operands) {
        return python(api -> {
            int[] objects = JavaToPython.convertAll(context, api, operands);
            int status = operation.applyAsInt(api, objects);
            for (int object : objects) {
                api.decref(object);
            }
            if (status < 0 && !api.clearError(missing)) {
                throw context.raised();
            }
            return status >= 0;
        });
    }

    // ---- elements

    @ExportMessage
    boolean hasArrayElements() {
        return shape() == Shape.SEQUENCE;
    }

    @ExportMessage
    @TruffleBoundary
    long getArraySize() throws UnsupportedMessageException {
        require(hasArrayElements());
        return size();
    }

    @ExportMessage
    @TruffleBoundary
    boolean isArrayElementReadable(long index) {
        return hasArrayElements() && index >= 0 && index < size();
    }

    @ExportMessage
    @TruffleBoundary
    Object readArrayElement(long index) throws UnsupportedMessageException, InvalidArrayIndexException {
        require(hasArrayElements());
        Object value = index < 0 || index > Integer.MAX_VALUE ? null : python(api -> {
            int element = api.call(HotFunction.GET_ITEM, pointer, (int) index);
            return element == 0 && api.clearError("PyExc_IndexError") ? null : result(api, element);
        });
        if (value == null) {
            throw InvalidArrayIndexException.create(index);
        }
        return value;
    }

    @ExportMessage
    @TruffleBoundary
    boolean isArrayElementModifiable(long index) {
        return isArrayElementReadable(index) && python(api -> api.types().hasAssignableElements(api.typeOf(pointer)));
    }

    /** A list, or what behaves like one, grows at its end. */
    @ExportMessage
    @TruffleBoundary
    boolean isArrayElementInsertable(long index) {
        return hasArrayElements() && index == size() && python(api -> {
            int append = api.findAttribute(api.typeOf(pointer), "append");
            api.clearError();
            api.decref(append);
            return append != 0;
        });
    }

    @ExportMessage
    @TruffleBoundary
    boolean isArrayElementRemovable(long index) {
        return isArrayElementModifiable(index) && isArrayElementInsertable(size());
    }

    @ExportMessage
    @TruffleBoundary
    void writeArrayElement(long index, Object value) throws UnsupportedMessageException, InvalidArrayIndexException {
        require(hasArrayElements());
        if (isArrayElementInsertable(index)) {
            python(api -> {
                int item = JavaToPython.convert(context, api, value);
                int done = api.callMethod(pointer, "append", item);
                api.decref(item);
                return result(api, done);
            });
        } else {
            require(isArrayElementModifiable(index) || index < 0 || index >= size());
            if (index < 0 || index > Integer.MAX_VALUE || !change("PyExc_IndexError",
                            (api, item) -> api.call("PySequence_SetItem", pointer, (int) index, item[0]), value)) {
                throw InvalidArrayIndexException.create(index);
            }
        }
    }

    @ExportMessage
    @TruffleBoundary
    void removeArrayElement(long index) throws UnsupportedMessageException, InvalidArrayIndexException {
        require(hasArrayElements() && isArrayElementInsertable(size()));
        if (index < 0 || index > Integer.MAX_VALUE
                        || !change("PyExc_IndexError", (api, none) -> api.call("PySequence_DelItem", pointer, (int) index))) {
            throw InvalidArrayIndexException.create(index);
        }
    }

    // ---- entries

    @ExportMessage
    boolean hasHashEntries() {
        return shape() == Shape.MAPPING;
    }

    @ExportMessage
    @TruffleBoundary
    long getHashSize() throws UnsupportedMessageException {
        require(hasHashEntries());
        return size();
    }

    @ExportMessage(name = "isHashEntryReadable")
    @ExportMessage(name = "isHashEntryRemovable")
    @TruffleBoundary
    boolean isHashEntryExisting(Object key) {
        return hasHashEntries() && python(api -> {
            int object = JavaToPython.convert(context, api, key);
            int found = api.call("PySequence_Contains", pointer, object);
            api.decref(object);
            // An unhashable key is in no mapping.
            if (found < 0 && !api.clearError("PyExc_TypeError")) {
                throw context.raised();
            }
            return found > 0;
        });
    }

    @ExportMessage
    @TruffleBoundary
    Object readHashValue(Object key) throws UnsupportedMessageException, UnknownKeyException {
        require(hasHashEntries());
        Object value = python(api -> {
            int object = JavaToPython.convert(context, api, key);
            int item = api.call("PyObject_GetItem", pointer, object);
            api.decref(object);
            return item == 0 && (api.clearError("PyExc_KeyError") || api.clearError("PyExc_TypeError")) ? null : result(api, item);
        });
        if (value == null) {
            throw UnknownKeyException.create(key);
        }
        return value;
    }

    private boolean isMutableMapping() {
        return hasHashEntries() && python(api -> api.types().hasAssignableItems(api.typeOf(pointer)));
    }

    @ExportMessage
    boolean isHashEntryModifiable(Object key) {
        return isMutableMapping() && isHashEntryExisting(key);
    }

    @ExportMessage
    boolean isHashEntryInsertable(Object key) {
        return isMutableMapping() && !isHashEntryExisting(key);
    }

    @ExportMessage
    @TruffleBoundary
    void writeHashEntry(Object key, Object value) throws UnsupportedMessageException, UnknownKeyException {
        require(isMutableMapping());
        if (!change("PyExc_KeyError", (api, item) -> api.call("PyObject_SetItem", pointer, item[0], item[1]), key, value)) {
            throw UnknownKeyException.create(key);
        }
    }

    @ExportMessage
    @TruffleBoundary
    void removeHashEntry(Object key) throws UnsupportedMessageException, UnknownKeyException {
        require(isMutableMapping());
        if (!change("PyExc_KeyError", (api, item) -> api.call("PyObject_DelItem", pointer, item[0]), key)) {
            throw UnknownKeyException.create(key);
        }
    }

    /** An iterator over pairs: the tuples of {@code items()}. */
    @ExportMessage
    @TruffleBoundary
    Object getHashEntriesIterator() throws UnsupportedMessageException {
        require(hasHashEntries());
        return iterator("items");
    }

    @ExportMessage
    @TruffleBoundary
    Object getHashKeysIterator() throws UnsupportedMessageException {
        require(hasHashEntries());
        return iterator("keys");
    }

    @ExportMessage
    @TruffleBoundary
    Object getHashValuesIterator() throws UnsupportedMessageException {
        require(hasHashEntries());
        return iterator("values");
    }

    private Object iterator(String view) {
        return python(api -> {
            int items = api.callMethod(pointer, view);
            int iterator = items == 0 ? 0 : api.call("PyObject_GetIter", items);
            api.decref(items);
            return result(api, iterator);
        });
    }

    // ---- iteration

    @ExportMessage
    boolean hasIterator() {
        return python(api -> api.types().isIterable(api.typeOf(pointer)));
    }

    @ExportMessage
    @TruffleBoundary
    Object getIterator() throws UnsupportedMessageException {
        require(hasIterator());
        return python(api -> result(api, api.call("PyObject_GetIter", pointer)));
    }

    @ExportMessage
    boolean isIterator() {
        // Classes made by Python code have the slot even where they have no __next__.
        return python(api -> api.types().hasNext(api.typeOf(pointer)) && api.call("PyIter_Check", pointer) != 0);
    }

    @ExportMessage
    @TruffleBoundary
    boolean hasIteratorNextElement() throws UnsupportedMessageException {
        require(isIterator());
        return python(api -> {
            if (lookahead == null) {
                int next = api.call("PyIter_Next", pointer);
                if (next == 0 && !api.hasError()) {
                    return false;
                }
                lookahead = result(api, next);
            }
            return true;
        });
    }

    @ExportMessage
    @TruffleBoundary
    Object getIteratorNextElement() throws UnsupportedMessageException, StopIterationException {
        if (!hasIteratorNextElement()) {
            throw StopIterationException.create();
        }
        Object next = lookahead;
        lookahead = null;
        return next;
    }
}
