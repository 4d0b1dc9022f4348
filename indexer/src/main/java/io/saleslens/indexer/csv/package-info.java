/** Splits CSV into records. */
package io.saleslens.indexer.csv;
