// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VersionTest {

    /** As the specification orders them. */
    private static final List<String> ORDER = List.of("1.dev0", "1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12", "1.0b1.dev456",
                    "1.0b2", "1.0b2.post345.dev456", "1.0b2.post345", "1.0rc1.dev456", "1.0rc1", "1.0", "1.0+abc.5", "1.0+abc.7", "1.0+5",
                    "1.0.post456.dev34", "1.0.post456", "1.0.15", "1.1.dev1", "1!0.1");

    @Test
    void theSpecificationsOrder() {
        for (int i = 0; i < ORDER.size(); i++) {
            for (int j = 0; j < ORDER.size(); j++) {
                assertEquals(Integer.signum(Integer.compare(i, j)),
                                Integer.signum(Version.parse(ORDER.get(i)).compareTo(Version.parse(ORDER.get(j)))), ORDER.get(i) + " " + ORDER.get(j));
            }
        }
    }

    @Test
    void spellings() {
        for (List<String> same : List.of(List.of("1.0", "v1.0.0", " 1 "), List.of("1.0a1", "1.0-Alpha.1", "1.0.a01"), List.of("1.0rc2", "1.0c2", "1.0-pre2"),
                        List.of("1.0.post1", "1.0-1", "1.0.rev1", "1.0r1"), List.of("1.dev0", "1.0-DEV"), List.of("1+ubuntu.1", "1+ubuntu-1"))) {
            for (String text : same) {
                assertEquals(Version.parse(same.getFirst()), Version.parse(text), text);
                assertEquals(Version.parse(same.getFirst()).hashCode(), Version.parse(text).hashCode(), text);
            }
        }
        for (String none : List.of("", "1.", "1..0", "a", "1.0+", "1.0-", "1 0", "99999999999999")) {
            assertNull(Version.parse(none), none);
        }
    }

    @Test
    void conditions() {
        accepts("~=2.2", "2.2 2.9", "2.1 3.0");
        accepts("~=1.4.5a4", "1.4.5 1.4.9", "1.5 1.4.4");
        accepts("==3.1", "3.1 3.1.0 3.1+local", "3.1.1 3.1a1 3.1.post1");
        accepts("==3.1+local", "3.1+local", "3.1");
        accepts("==3.1.*", "3.1 3.1.9 3.1a1", "3.2 3");
        accepts("!=3.1.*", "3.2 3", "3.1 3.1.1");
        accepts(">1.7", "1.8 1.7.1", "1.7 1.7.post1 1.7.0+x");
        accepts(">1.7.post2", "1.7.post3", "1.7.post2");
        accepts("<3.0", "2.9", "3.0 3.0rc1");
        accepts(">=1, !=1.5, <2", "1 1.4", "1.5 2 0.9");
        accepts("===weird", "", "1.0");
        for (String none : List.of("1.0", "=1", "~=1", "==x", ">=1.*", ">")) {
            assertThrows(IllegalArgumentException.class, () -> Specifiers.parse(none), none);
        }
    }

    private static void accepts(String specifiers, String accepted, String refused) {
        Specifiers parsed = Specifiers.parse(specifiers);
        for (String version : accepted.split(" ")) {
            assertTrue(version.isEmpty() || parsed.contains(Version.parse(version)), specifiers + " accepts " + version);
        }
        for (String version : refused.split(" ")) {
            assertFalse(parsed.contains(Version.parse(version)), specifiers + " refuses " + version);
        }
    }

    @Test
    void markers() {
        Map<String, String> environment = Resolver.environment("3.14", "3.14.2");
        for (String yes : List.of("python_version >= '3.8'", "sys_platform == \"emscripten\"", "os_name == 'posix' and (python_version < '3' or python_version > '3.9')",
                        "'wasm' in platform_machine", "platform_machine not in 'x86_64 arm64'", "python_full_version == '3.14.*'", "'3.2' < python_version")) {
            assertTrue(Markers.hold(yes, environment), yes);
        }
        for (String no : List.of("python_version < '3.10'", "sys_platform == 'win32' or os_name == 'nt'", "implementation_name != 'cpython'")) {
            assertFalse(Markers.hold(no, environment), no);
        }
        for (String none : List.of("", "python_version", "python_version >=", "(os_name == 'posix'", "os_name == 'posix' os_name == 'nt'", "colour == 'red'", "os_name = 'x'", "'")) {
            assertThrows(IllegalArgumentException.class, () -> Markers.hold(none, environment), none);
        }
    }

    @Test
    void requirements() throws PackagesException {
        Requirement requirement = Requirement.parse("Foo.Bar_baz [one, Two] (>=1.0,<2) ; extra == 'x' or python_version >= '3'", "me");
        assertEquals("foo-bar-baz", requirement.name());
        assertEquals(Set.of("one", "two"), requirement.extras());
        assertTrue(requirement.specifiers().contains(Version.parse("1.5")));
        assertTrue(requirement.applies(Resolver.environment("3.14", "3.14.2"), Set.of()));
        Requirement optional = Requirement.parse("x; extra == 'speed'", "me");
        assertFalse(optional.applies(Map.of(), Set.of()));
        assertTrue(optional.applies(Map.of(), Set.of("other", "speed")));
        assertEquals(Set.of("ab"), Requirement.parse("x==1 --hash=sha256:ab --hash=md5:cd", "me").hashes());
        for (String none : List.of("", "==1", "x y", "x==", "x @ file:///y", "-e .", "x[", "x --hash=md5:1")) {
            assertThrows(PackagesException.class, () -> Requirement.parse(none, "me"), none);
        }
    }
}
