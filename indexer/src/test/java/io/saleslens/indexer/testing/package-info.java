/** What tests of this and other modules need to have sales in MySQL and in Elasticsearch. */
package io.saleslens.indexer.testing;
