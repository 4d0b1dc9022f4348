/** Measuring: who is compared, how often, and what came of it. */
package io.saleslens.bench.measure;
