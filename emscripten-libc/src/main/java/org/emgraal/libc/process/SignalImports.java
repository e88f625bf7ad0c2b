// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import static org.emgraal.libc.syscall.Calls.library;
import static org.emgraal.libc.syscall.Calls.wasi;

import java.util.List;
import org.emgraal.libc.Errno;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.time.Clocks;

/** The imports about signals and timers, and sleeping. */
public final class SignalImports {

    private static final double NANOS_PER_MILLI = 1e6;

    private final GuestProcess process;
    private final SignalDelivery delivery;
    private final Sleep sleep;
    private final SignalWaits waits;

    public SignalImports(GuestProcess process, SignalDelivery delivery, Clocks clocks) {
        this.process = process;
        this.delivery = delivery;
        this.sleep = new Sleep(process, clocks, delivery);
        this.waits = new SignalWaits(process, delivery);
    }

    public List<HostFunction> functions() {
        return List.of(
                        new HostFunction("__call_sighandler", "vii", a -> callHandler(a.i32(0), a.i32(1))),
                        new HostFunction("_setitimer_js", "iid", a -> setTimer(a.i32(0), a.f64(1))),
                        new HostFunction("_Py_CheckEmscriptenSignals_Helper", "i", a -> checkSignals()),
                        new HostFunction("emscripten_sleep", "vi", a -> sleep(Integer.toUnsignedLong(a.i32(0)))));
    }

    /** Definitions that stand in for the program's own, see {@link org.emgraal.libc.Libc#replacements}. */
    public List<HostFunction> replacements() {
        return List.of(
                        // It returns an error number, as WASI functions do.
                        new HostFunction("clock_nanosleep", "iiiii", wasi(a ->
                                        sleep.clockNanosleep(a.i32(0), a.i32(1), a.i32(2), a.i32(3)))),
                        new HostFunction("emscripten_thread_sleep", "vd", a -> sleep(a.f64(0))),
                        new HostFunction("pause", "i", library(process, a -> waits.pause())),
                        // It returns an error number too.
                        new HostFunction("sigwait", "iii", wasi(a -> waits.wait(a.i32(0), a.i32(1)))),
                        new HostFunction("sigwaitinfo", "iii", library(process, a -> waits.timedWait(a.i32(0), a.i32(1), 0))),
                        new HostFunction("sigtimedwait", "iiii", library(process, a ->
                                        waits.timedWait(a.i32(0), a.i32(1), a.i32(2)))));
    }

    private Object callHandler(int handler, int signal) {
        process.calls().callPointer(handler, signal);
        return null;
    }

    private int setTimer(int timer, double milliseconds) {
        return process.signals().setTimer(timer, (long) Math.ceil(milliseconds * NANOS_PER_MILLI)) ? 0
                        : -Errno.EINVAL.number();
    }

    /**
     * CPython's evaluation loop asks for a pending signal. They are raised here, so that handlers, default actions and
     * {@code signal.set_wakeup_fd} work as anywhere; none is left to report.
     */
    private int checkSignals() {
        process.readiness().poll();
        delivery.deliver();
        return 0;
    }

    private Object sleep(double milliseconds) {
        sleep.sleep(milliseconds);
        return null;
    }
}
