/** Sales and weekly AOV to suspect sales; and the refresh of all that is computed from sales. */
package io.saleslens.fraud;
