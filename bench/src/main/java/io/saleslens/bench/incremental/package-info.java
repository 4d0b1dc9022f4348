/** Changed rows to fresh indices, in tables of different sizes. */
package io.saleslens.bench.incremental;
