/** Everything that is said to MySQL: connections, the source table, reading it, loading CSV. */
package io.saleslens.indexer.mysql;
