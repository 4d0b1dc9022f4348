/** Everything that is said to Elasticsearch: requests, index definitions, bulk writes. */
package io.saleslens.indexer.elastic;
