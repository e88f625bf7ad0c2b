// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.source.Source;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Python calls the sources it runs, its {@code co_filename}: their path or name. All that are made without a name have
 * the same one in the polyglot API; the second and later ones get a number, so that a frame leads to the text it belongs to.
 * The latest {@value #KEPT} are known.
 */
final class SourceNames {

    private static final int KEPT = 1000;
    /** The name of {@code Source.create} and {@code Context.eval(language, text)}. */
    private static final String UNNAMED = "Unnamed";

    private final Map<String, Source> sources = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Source> eldest) {
            return size() > KEPT;
        }
    };
    private int unnamed;

    /** The name of a source that is about to be compiled. */
    synchronized String add(Source source) {
        String name = source.getPath() != null ? source.getPath() : source.getName();
        if (name.equals(UNNAMED) && ++unnamed > 1) {
            name += " " + unnamed;
        }
        sources.put(name, source);
        return name;
    }

    /** The source of that name, or null. */
    synchronized Source find(String name) {
        return sources.get(name);
    }
}
