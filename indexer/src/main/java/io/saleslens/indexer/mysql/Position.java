package io.saleslens.indexer.mysql;

import java.time.LocalDateTime;

/**
 * How far a read has come: everything up to and including the row named is behind it.
 *
 * @param lane which of the read's lanes, see {@link Lane}
 * @param key the row's value in the lane's key column, local time of the source zone; null in the
 *     lane by id
 * @param id the row's id; null means before the first row with {@code key}
 */
public record Position(int lane, LocalDateTime key, String id) {}
