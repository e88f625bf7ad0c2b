// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.ArrayList;
import java.util.List;

/** The hot regions of the programs that one instance of an interpreter runs, by address of their first instruction. */
final class Regions {

    /** An instruction is hot when it has been reached from a later one so often. */
    private static final int HOT = 3000;
    private static final int MAX_REGIONS = 32;
    private static final int BITS = 11;
    /** The golden ratio: consecutive addresses get entries far from each other. */
    private static final int MULTIPLIER = 0x9E3779B1;
    /** Of addresses where a region was refused: it may be asked for again. */
    private static final int REFUSED = -1_000_000;

    private final RegionEntryNode entry;
    private final int maximum;
    /** By hash. Two addresses with the same hash drive each other out; threads may disagree for a moment. */
    private final int[] addresses = new int[1 << BITS];
    private final int[] counts = new int[1 << BITS];
    private final Region[] regions = new Region[1 << BITS];
    private final List<Region> all = new ArrayList<>();

    Regions(RegionEntryNode entry, boolean wanted) {
        this.entry = entry;
        this.maximum = wanted ? MAX_REGIONS : 0;
    }

    /** The region that begins with the instruction at an address, or null. */
    Region find(int address) {
        int hash = address * MULTIPLIER >>> Integer.SIZE - BITS;
        if (addresses[hash] != address) {
            addresses[hash] = address;
            counts[hash] = 0;
            regions[hash] = null;
        }
        Region region = regions[hash];
        if (region == null && ++counts[hash] >= HOT) {
            region = create(address);
            regions[hash] = region;
            counts[hash] = region == null ? REFUSED : 0;
        }
        return region;
    }

    @TruffleBoundary
    private synchronized Region create(int address) {
        Region region = all.stream().filter(other -> other.contains(address)).findFirst().orElse(null);
        if (region == null) {
            if (all.size() >= maximum && !dropUnused()) {
                return null;
            }
            region = new Region(entry, address);
            all.add(region);
        }
        return region.addEntry(address) ? region : null;
    }

    /** Makes room if some region has not been entered since the last time there was none. */
    private boolean dropUnused() {
        boolean dropped = all.removeIf(Region::abandonIfUnused);
        all.forEach(Region::beginUse);
        return dropped;
    }
}
