/** What a benchmark runs on: servers, tables of made-up sales, options. */
package io.saleslens.bench.setup;
