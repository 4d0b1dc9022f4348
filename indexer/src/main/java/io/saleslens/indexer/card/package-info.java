/** Card numbers: hidden from people, kept apart for counting. */
package io.saleslens.indexer.card;
