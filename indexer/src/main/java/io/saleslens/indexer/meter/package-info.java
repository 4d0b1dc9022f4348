/** What is told to whoever counts: rows, requests, attempts that failed. */
package io.saleslens.indexer.meter;
