/** The benchmark {@code daily}: everything computed anew, beside a transform and SQL. */
package io.saleslens.bench.daily;
