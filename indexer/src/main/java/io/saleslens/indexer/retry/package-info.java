/** How long is waited for a server that fails for the moment. */
package io.saleslens.indexer.retry;
