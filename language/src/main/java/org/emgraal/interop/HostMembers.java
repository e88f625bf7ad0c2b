// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;

/** What a class of Java has for its subclasses: asked by reflection, for interop shows a class's static members only. */
final class HostMembers {

    private HostMembers() {
    }

    /** Names of the methods that objects of the class have, also those that only subclasses may call. */
    static String[] instanceMethods(Class<?> type) {
        Set<String> names = new TreeSet<>();
        if (type != null) {
            for (Method method : type.getMethods()) {
                add(names, method);
            }
            for (Class<?> ancestor = type; ancestor != null && ancestor != Object.class; ancestor = ancestor.getSuperclass()) {
                for (Method method : ancestor.getDeclaredMethods()) {
                    if (Modifier.isProtected(method.getModifiers())) {
                        add(names, method);
                    }
                }
            }
        }
        return names.toArray(String[]::new);
    }

    private static void add(Set<String> names, Method method) {
        if (!Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
            names.add(method.getName());
        }
    }

    /** Whether a class is, extends or implements another one of the JDK. */
    static boolean isA(Class<?> type, String ancestor) {
        if (type == null) {
            return false;
        }
        try {
            return Class.forName(ancestor).isAssignableFrom(type);
        } catch (ClassNotFoundException notOfTheJdk) {
            throw new IllegalArgumentException(ancestor, notOfTheJdk);
        }
    }
}
