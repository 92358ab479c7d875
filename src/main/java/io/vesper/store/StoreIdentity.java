package io.vesper.store;

import io.vesper.revision.BranchId;
import java.time.Instant;

/**
 * What a store says of itself in each file of its log, from its creation on.
 *
 * @param format of the store's files
 * @param savesHistory whether changesets are kept for good
 * @param instance tells this store from every other, its copies excepted: 16 hexadecimal digits
 */
public record StoreIdentity(
        int format, BranchId branch, String trunk, boolean savesHistory, String instance, Instant created) {}
