/** Threads that work is handed to. */
package io.saleslens.indexer.thread;
