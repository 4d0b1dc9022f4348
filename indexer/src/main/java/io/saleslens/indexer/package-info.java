/** MySQL to {@code platform_sales}: backfill and sync, checkpoints, the day ledger, rejects. */
package io.saleslens.indexer;
