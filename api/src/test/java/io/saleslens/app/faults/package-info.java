/** Whatever fails, and whenever: in the end the indices are what the formulas say. */
package io.saleslens.app.faults;
