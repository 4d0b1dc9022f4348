/** The benchmark {@code page}: how soon a view of the page is drawn. */
package io.saleslens.bench.page;
