/** What tests of this and other modules need to say what must come of a table of sales. */
package io.saleslens.fraud.testing;
