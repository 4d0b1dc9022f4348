/** {@code platform_sales} to the daily and the weekly average order value of each store. */
package io.saleslens.aov;
