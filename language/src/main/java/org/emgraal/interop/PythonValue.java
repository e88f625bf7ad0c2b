// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.utilities.TriState;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Function;
import org.emgraal.EmscriptenPythonLanguage;
import org.emgraal.PythonContext;
import org.emgraal.python.PythonApi;
import org.emgraal.python.PythonException;
import org.emgraal.python.PythonReferences;
import org.emgraal.python.TypeLayout;

/**
 * What a Python object is by itself: its identity, its text, and its value if it is a number, a string or a time.
 * Objects of exactly the immutable types are converted ({@link PythonToJava}); these are instances of their
 * subclasses. It owns one reference, which is given back after the Java object is gone.
 */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
abstract class PythonValue implements TruffleObject {

    static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    final PythonContext context;
    final int pointer;
    private final PythonReferences.Owned reference;
    /** Null for an ordinary handle. */
    private PythonProxy proxy;
    private boolean destroyed;

    /** Takes over the reference. */
    PythonValue(PythonContext context, int pointer) {
        this.context = context;
        this.pointer = pointer;
        this.reference = context.references().own(this, pointer);
    }

    final PythonContext context() {
        return context;
    }

    /** What {@code create_proxy} has made of this handle; null if it is an ordinary one. */
    final PythonProxy proxy() {
        return proxy;
    }

    final void setProxy(PythonProxy kind) {
        proxy = kind;
    }

    /** Gives the reference back now; what is asked of this handle later fails. */
    final void destroy() {
        context.python(api -> {
            checkAlive();
            destroyed = true;
            context.references().disown(api, reference);
            return null;
        });
    }

    final void checkAlive() {
        if (destroyed) {
            throw new DestroyedException();
        }
    }

    final <T> T python(Function<PythonApi, T> action) {
        checkAlive();
        return context.python(action);
    }

    /** Converts a result and gives up its reference; 0 means that Python raised. */
    final Object result(PythonApi api, int object) {
        if (object == 0) {
            throw context.raised();
        }
        return PythonToJava.convert(context, api, object);
    }

    final boolean typeHas(int flag) {
        return python(api -> api.types().has(api.typeOf(pointer), flag));
    }

    @ExportMessage
    boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return EmscriptenPythonLanguage.class;
    }

    /** {@code repr(object)}. */
    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(boolean allowSideEffects) {
        return allowSideEffects ? text("PyObject_Repr") : "<Python object at 0x%x>".formatted(pointer);
    }

    private String text(String function) {
        return python(api -> (String) result(api, api.call(function, pointer)));
    }

    /** {@code str(object)}. */
    @Override
    public String toString() {
        return text("PyObject_Str");
    }

    // ---- identity: that of the Python object, whichever Java object shows it

    @ExportMessage
    TriState isIdenticalOrUndefined(Object other) {
        Object object = other instanceof PythonException exception ? exception.object() : other;
        return object instanceof PythonValue ? TriState.valueOf(equals(object)) : TriState.UNDEFINED;
    }

    @ExportMessage
    int identityHashCode() {
        return pointer;
    }

    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof PythonValue value && value.context == context && value.pointer == pointer &&
                        proxy == null && value.proxy == null;
    }

    @Override
    public int hashCode() {
        return pointer;
    }

    // ---- strings

    @ExportMessage
    boolean isString() {
        return typeHas(TypeLayout.UNICODE_SUBCLASS);
    }

    @ExportMessage
    @TruffleBoundary
    String asString() throws UnsupportedMessageException {
        require(isString());
        return python(api -> api.toString(pointer));
    }

    static void require(boolean supported) throws UnsupportedMessageException {
        if (!supported) {
            throw UnsupportedMessageException.create();
        }
    }

    // ---- numbers

    @ExportMessage
    boolean isNumber() {
        return python(api -> api.types().isIntegral(api.typeOf(pointer)) || isFloat(api));
    }

    private boolean isFloat(PythonApi api) {
        return api.types().derives(api.typeOf(pointer), api.floatType);
    }

    /** The interop number that this object equals. */
    @TruffleBoundary
    private Object number() throws UnsupportedMessageException {
        require(isNumber());
        return python(api -> {
            if (isFloat(api)) {
                return api.toDouble(pointer);
            }
            int index = api.call("PyNumber_Index", pointer);
            if (index == 0) {
                throw context.raised();
            }
            Object value = PythonToJava.number(api, index);
            api.decref(index);
            return value;
        });
    }

    private interface Test {
        boolean holds(Object number) throws UnsupportedMessageException;
    }

    @TruffleBoundary
    private boolean fits(Test test) {
        try {
            return isNumber() && test.holds(number());
        } catch (UnsupportedMessageException e) {
            return false;
        }
    }

    @ExportMessage
    boolean fitsInByte() {
        return fits(INTEROP::fitsInByte);
    }

    @ExportMessage
    boolean fitsInShort() {
        return fits(INTEROP::fitsInShort);
    }

    @ExportMessage
    boolean fitsInInt() {
        return fits(INTEROP::fitsInInt);
    }

    @ExportMessage
    boolean fitsInLong() {
        return fits(INTEROP::fitsInLong);
    }

    @ExportMessage
    boolean fitsInBigInteger() {
        return fits(INTEROP::fitsInBigInteger);
    }

    @ExportMessage
    boolean fitsInFloat() {
        return fits(INTEROP::fitsInFloat);
    }

    @ExportMessage
    boolean fitsInDouble() {
        return fits(INTEROP::fitsInDouble);
    }

    @ExportMessage
    @TruffleBoundary
    byte asByte() throws UnsupportedMessageException {
        return INTEROP.asByte(number());
    }

    @ExportMessage
    @TruffleBoundary
    short asShort() throws UnsupportedMessageException {
        return INTEROP.asShort(number());
    }

    @ExportMessage
    @TruffleBoundary
    int asInt() throws UnsupportedMessageException {
        return INTEROP.asInt(number());
    }

    @ExportMessage
    @TruffleBoundary
    long asLong() throws UnsupportedMessageException {
        return INTEROP.asLong(number());
    }

    @ExportMessage
    @TruffleBoundary
    BigInteger asBigInteger() throws UnsupportedMessageException {
        return INTEROP.asBigInteger(number());
    }

    @ExportMessage
    @TruffleBoundary
    float asFloat() throws UnsupportedMessageException {
        return INTEROP.asFloat(number());
    }

    @ExportMessage
    @TruffleBoundary
    double asDouble() throws UnsupportedMessageException {
        return INTEROP.asDouble(number());
    }

    // ---- times

    @ExportMessage
    boolean isDate() {
        return PythonTime.kind(this).hasDate;
    }

    @ExportMessage
    boolean isTime() {
        return PythonTime.kind(this).hasTime;
    }

    @ExportMessage
    boolean isTimeZone() {
        return PythonTime.zone(this) != null;
    }

    @ExportMessage
    boolean isDuration() {
        return PythonTime.kind(this) == PythonTime.Kind.DURATION;
    }

    @ExportMessage
    LocalDate asDate() throws UnsupportedMessageException {
        require(isDate());
        return PythonTime.date(this);
    }

    @ExportMessage
    LocalTime asTime() throws UnsupportedMessageException {
        require(isTime());
        return PythonTime.time(this);
    }

    @ExportMessage
    ZoneId asTimeZone() throws UnsupportedMessageException {
        ZoneId zone = PythonTime.zone(this);
        require(zone != null);
        return zone;
    }

    @ExportMessage
    Duration asDuration() throws UnsupportedMessageException {
        require(isDuration());
        return PythonTime.duration(this);
    }
}
