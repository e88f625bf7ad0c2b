// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** That Python gives the memory of Java objects back: a share of benchmarks/soak.sh. */
class BridgeLeaksTest extends PythonTest {

    private static final int TRIPS = 300;
    /** For what a dictionary or a free list may have grown. */
    private static final int TOLERANCE = 4 * TRIPS;

    @Test
    void roundTripsLeaveNothingBehind() {
        eval("""
                        import ctypes, gc
                        from java.lang import IllegalStateException, Object
                        from java.util import ArrayList

                        class _Information(ctypes.Structure):  # struct mallinfo of malloc.h
                            _fields_ = [(name, ctypes.c_int) for name in
                                        'arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost'.split()]
                        mallinfo = ctypes.CDLL(None).mallinfo
                        mallinfo.restype = _Information
                        items = ArrayList()

                        def trip():
                            made = Object()
                            items.add(made)
                            assert items.pop() is made
                            try:
                                raise IllegalStateException('no')
                            except IllegalStateException as error:
                                return error.getMessage()

                        def growth(times):
                            for _ in range(times):
                                trip()
                            gc.collect()
                            before = mallinfo().uordblks
                            for _ in range(times):
                                trip()
                            gc.collect()
                            return mallinfo().uordblks - before""");
        int growth = eval("growth(%d)".formatted(TRIPS)).asInt();
        assertTrue(growth < TOLERANCE, "%d round trips left %d bytes".formatted(TRIPS, growth));
    }
}
