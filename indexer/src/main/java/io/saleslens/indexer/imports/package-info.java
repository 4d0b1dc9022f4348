/** Sales that come by files: kept in a table of our own, which is a source beside the shop's. */
package io.saleslens.indexer.imports;
