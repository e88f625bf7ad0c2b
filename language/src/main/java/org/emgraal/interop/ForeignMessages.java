// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.nodes.RootNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The messages that Python's attributes and calls become, as code with inline caches that is compiled: a message sent
 * without one looks for the method of a Java class and for its overload each time. Every name has code of its own, because
 * its callers mean few classes by it. Shared by the contexts of an engine.
 */
public final class ForeignMessages {

    /** Receivers, by their Java class, that one piece of code remembers. */
    private static final int RECEIVERS = 4;
    /** Names that get code; programs make up others without end. */
    private static final int MAX_NAMES = 4096;

    private final TruffleLanguage<?> language;
    private final Map<String, CallTarget> readers = new ConcurrentHashMap<>();
    private final Map<String, CallTarget> invokers = new ConcurrentHashMap<>();
    private final CallTarget execute;
    private final CallTarget instantiate;

    public ForeignMessages(TruffleLanguage<?> language) {
        this.language = language;
        this.execute = new Execute(language).getCallTarget();
        this.instantiate = new Instantiate(language).getCallTarget();
    }

    /** The member, as a {@link ForeignMember} if it can be called; null if there is none. */
    Object read(Object receiver, String member) throws InteropException {
        return send(target(readers, member, true), receiver, member);
    }

    Object invoke(Object receiver, String member, Object... arguments) throws InteropException {
        return send(target(invokers, member, false), receiver, member, arguments);
    }

    /** Calls an object; a member is invoked on its receiver. */
    Object execute(Object callable, Object... arguments) throws InteropException {
        if (callable instanceof ForeignMember member) {
            try {
                return invoke(member.receiver, member.name, arguments);
            } catch (UnknownIdentifierException removed) {
                throw UnsupportedMessageException.create(removed);
            }
        }
        return send(execute, callable, arguments);
    }

    Object instantiate(Object type, Object... arguments) throws InteropException {
        return send(instantiate, type, arguments);
    }

    private CallTarget target(Map<String, CallTarget> targets, String member, boolean read) {
        CallTarget known = targets.get(member);
        if (known != null) {
            return known;
        }
        String key = targets.size() < MAX_NAMES ? member : "";
        return targets.computeIfAbsent(key, name -> (read ? new Read(language) : new Invoke(language)).getCallTarget());
    }

    private static Object send(CallTarget message, Object... arguments) throws InteropException {
        Object answer = message.call(arguments);
        if (answer instanceof Refusal refusal) {
            throw refusal.reason;
        }
        return answer;
    }

    /** An {@link InteropException}, which call targets must not throw. */
    private record Refusal(InteropException reason) {
    }

    private abstract static class Message extends RootNode {
        @Child InteropLibrary interop = InteropLibrary.getFactory().createDispatched(RECEIVERS);

        Message(TruffleLanguage<?> language) {
            super(language);
        }

        abstract Object send(Object receiver, Object[] arguments) throws InteropException;

        @Override
        public Object execute(VirtualFrame frame) {
            try {
                return send(frame.getArguments()[0], frame.getArguments());
            } catch (InteropException refused) {
                return new Refusal(refused);
            }
        }

        @Override
        public boolean isInternal() {
            return true;
        }
    }

    private static final class Read extends Message {

        Read(TruffleLanguage<?> language) {
            super(language);
        }

        @Override
        Object send(Object receiver, Object[] arguments) throws InteropException {
            String member = (String) arguments[1];
            boolean readable = interop.isMemberReadable(receiver, member);
            if (interop.isMemberInvocable(receiver, member)) {
                return new ForeignMember(receiver, member, readable ? interop.readMember(receiver, member) : receiver);
            }
            return readable ? interop.readMember(receiver, member) : null;
        }
    }

    private static final class Invoke extends Message {

        Invoke(TruffleLanguage<?> language) {
            super(language);
        }

        @Override
        Object send(Object receiver, Object[] arguments) throws InteropException {
            return interop.invokeMember(receiver, (String) arguments[1], (Object[]) arguments[2]);
        }
    }

    private static final class Execute extends Message {

        Execute(TruffleLanguage<?> language) {
            super(language);
        }

        @Override
        Object send(Object receiver, Object[] arguments) throws InteropException {
            return interop.execute(receiver, (Object[]) arguments[1]);
        }
    }

    private static final class Instantiate extends Message {

        Instantiate(TruffleLanguage<?> language) {
            super(language);
        }

        @Override
        Object send(Object receiver, Object[] arguments) throws InteropException {
            return interop.instantiate(receiver, (Object[]) arguments[1]);
        }
    }
}
