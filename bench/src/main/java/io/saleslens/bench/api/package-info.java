/** The benchmark {@code api}: how soon lists are answered, and to how many at once. */
package io.saleslens.bench.api;
