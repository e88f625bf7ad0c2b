// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.emgraal.libc.Errno;
import org.emgraal.libc.Guest;
import org.emgraal.libc.Libc;
import org.emgraal.libc.fs.GuestText;
import org.junit.jupiter.api.Test;

class TimeImportsTest {

    private final Guest guest = new Guest(Libc.builder().environment(Map.of("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")));
    private final int tm = guest.allocate(44);

    private int field(int offset) {
        return guest.memory.loadInt(tm + offset);
    }

    private String text(int address) {
        return GuestText.decode(guest.memory.readCString(address));
    }

    @Test
    void localTimeInEveryShape() {
        guest.callAs("vji", "_localtime_js", 1721037600L, tm);
        assertEquals(12, field(8));
        assertEquals(1, field(32));
        assertEquals(7200, field(36));
        assertEquals(0, guest.callAs("iji", "_localtime_js", 1705316400L, tm));
        assertEquals(3600, field(36));
        guest.callAs("viii", "_localtime_js", 1721037600, 0, tm);
        assertEquals(7200, field(36));
        int shortTime = guest.allocate(4);
        guest.memory.storeInt(shortTime, 1721037600);
        guest.callAs("vii", "_gmtime_js", shortTime, tm);
        assertEquals(10, field(8));
        assertEquals(1, guest.callAs("iji", "_gmtime_js", Long.MAX_VALUE, tm));
    }

    @Test
    void makeTimeNormalises() {
        guest.callAs("iji", "_localtime_js", 1705316400L, tm);
        guest.memory.storeInt(tm + 12, 46);
        guest.memory.storeInt(tm + 32, -1);
        assertEquals(1707994800L, guest.callAs("ji", "_mktime_js", tm));
        assertEquals(15, field(12));
        assertEquals(1, field(16));
        assertEquals(45, field(28));
        assertEquals(1707998400L, guest.callAs("ji", "_timegm_js", tm));
    }

    @Test
    void highHalfOfResult() {
        int[] high = {-1};
        guest.exports.put("_emscripten_tempret_set", arguments -> {
            high[0] = arguments.i32(0);
            return null;
        });
        guest.callAs("iji", "_gmtime_js", 1L << 33, tm);
        assertEquals(0, guest.callAs("ii", "_timegm_js", tm));
        assertEquals(2, high[0]);
    }

    @Test
    void zoneNames() {
        int buffer = guest.allocate(64);
        guest.callAs("viiii", "_tzset_js", buffer, buffer + 4, buffer + 8, buffer + 32);
        assertEquals(-3600, guest.memory.loadInt(buffer));
        assertEquals(1, guest.memory.loadInt(buffer + 4));
        assertEquals("CET", text(buffer + 8));
        assertEquals("CEST", text(buffer + 32));
        guest.callAs("viii", "_tzset_js", buffer, buffer + 4, buffer + 8);
        assertEquals("CEST", text(guest.memory.loadInt(buffer + 12)));
    }

    @Test
    void zoneOfTheProgramsOwnEnvironment() {
        int value = guest.string("JST-9");
        guest.exports.put("getenv", arguments -> value);
        guest.exports.put("free", arguments -> null);
        int buffer = guest.allocate(64);
        guest.callAs("viiii", "_tzset_js", buffer, buffer + 4, buffer + 8, buffer + 32);
        assertEquals("JST", text(buffer + 8));
        guest.callAs("iji", "_localtime_js", 0L, tm);
        assertEquals(9, field(8));
    }

    @Test
    void clocks() throws InterruptedException {
        int result = guest.allocate(8);
        assertEquals(0, guest.callAs("iiji", "clock_time_get", 0, 0L, result));
        assertEquals(System.currentTimeMillis(), guest.memory.loadLong(result) / 1_000_000, 2000);
        guest.callAs("iiji", "clock_time_get", 1, 0L, result);
        long before = guest.memory.loadLong(result);
        Thread.sleep(5);
        guest.callAs("iiiii", "clock_time_get", 1, 0, 0, result);
        assertTrue(guest.memory.loadLong(result) - before >= 5_000_000);
        assertEquals(Errno.EINVAL.number(), guest.callAs("iiji", "clock_time_get", 17, 0L, result));
        assertEquals(Errno.EFAULT.number(), guest.callAs("iiji", "clock_time_get", 0, 0L, -4));
        assertEquals(0, guest.callAs("iii", "clock_res_get", 1, result));
        assertTrue(guest.memory.loadLong(result) > 0);
        assertTrue((double) guest.callAs("d", "emscripten_get_now") > 0);
    }

    @Test
    void processorClockRunsOnlyWhileWorking() throws InterruptedException {
        int result = guest.allocate(8);
        guest.callAs("iiji", "clock_time_get", 2, 0L, result);
        long before = guest.memory.loadLong(result);
        Thread.sleep(60);
        guest.callAs("iiji", "clock_time_get", 2, 0L, result);
        assertTrue(guest.memory.loadLong(result) - before < 50_000_000);
    }

    @Test
    void busyWaitingDoesNotKeepTheProcessorBusy() {
        int result = guest.allocate(8);
        guest.callAs("iiji", "clock_time_get", 3, 0L, result);
        long processorBefore = guest.memory.loadLong(result);
        double start = (double) guest.callAs("d", "emscripten_get_now");
        double now = start;
        while (now < start + 300) {
            now = (double) guest.callAs("d", "emscripten_get_now");
        }
        guest.callAs("iiji", "clock_time_get", 3, 0L, result);
        long processor = guest.memory.loadLong(result) - processorBefore;
        assertTrue(now - start < 330, "slept " + (now - start) + " ms instead of 300");
        assertTrue(processor < 150_000_000, "used " + processor + " ns of processor time");
    }

    @Test
    void oldFunctionsFailWithErrno() {
        int errno = guest.allocate(4);
        guest.exports.put("__errno_location", arguments -> errno);
        assertEquals(-1, guest.callAs("iii", "clock_gettime", 99, tm));
        assertEquals(Errno.EINVAL.number(), guest.memory.loadInt(errno));
        assertEquals(0, guest.callAs("iii", "clock_gettime", 0, tm));
        assertEquals(System.currentTimeMillis() / 1000, field(0), 2);
        assertEquals(field(0), (int) guest.callAs("ii", "time", 0), 2);
    }

    @Test
    void textFunctions() {
        int buffer = guest.allocate(64);
        guest.callAs("iji", "_gmtime_js", 1700000000L, tm);
        guest.memory.storeInt(tm + 40, guest.string("UTC"));
        assertEquals(23, guest.call("strftime", buffer, 64, "%Y-%m-%d %H:%M:%S %Z", tm));
        assertEquals("2023-11-14 22:13:20 UTC", text(buffer));
        assertEquals(0, guest.call("strftime", buffer, 10, "%Y-%m-%d %H:%M:%S", tm));
        int input = guest.string("2021-02-03 04:05:06!");
        assertEquals(input + 19, guest.call("strptime", input, "%Y-%m-%d %H:%M:%S", tm));
        assertEquals(121, field(20));
        assertEquals(0, guest.call("strptime", input, "%H:%M", tm));
    }
}
