/** The command {@code ./saleslens bench}: measures Saleslens beside what else could do its work. */
package io.saleslens.bench;
