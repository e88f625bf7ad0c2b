// SPDX-License-Identifier: Apache-2.0
package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.emgraal.junit.PythonTests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class AllPythonTest {

    @TestFactory
    Stream<DynamicTest> python() throws IOException {
        return PythonTests.in(Path.of("src/test/python"));
    }

    @Test
    void eachKindOfOutcome() throws IOException {
        Path file = Files.writeString(Path.of("target", "test_outcomes.py"), """
                        import pytest
                        @pytest.fixture
                        def broken():
                            raise RuntimeError('no fixture')
                        def test_good(): pass
                        def test_bad(): assert 1 + 1 == 3, 'sum'
                        def test_error(broken): pass
                        def test_later(): pytest.skip('not today')
                        """);
        List<DynamicTest> tests = PythonTests.in(file).toList();
        assertEquals(List.of("test_good", "test_bad", "test_error", "test_later"),
                        tests.stream().map(test -> test.getDisplayName().replaceFirst(".*::", "")).toList());
        assertEquals("sum", assertThrows(AssertionFailedError.class, tests.get(1).getExecutable()::execute).getMessage().lines()
                        .filter(line -> line.contains("AssertionError: ")).findFirst().orElseThrow().replaceFirst(".*AssertionError: ", ""));
        assertThrows(AssertionFailedError.class, tests.get(2).getExecutable()::execute);
        assertEquals("Skipped: not today", assertThrows(TestAbortedException.class, tests.get(3).getExecutable()::execute).getMessage());
        Path unreadable = Files.writeString(Path.of("target", "test_syntax.py"), "def\n");
        assertThrows(AssertionFailedError.class, PythonTests.in(unreadable).toList().getFirst().getExecutable()::execute);
        Path empty = Files.writeString(Path.of("target", "test_nothing.py"), "");
        assertThrows(IOException.class, () -> PythonTests.in(empty));
    }
}
