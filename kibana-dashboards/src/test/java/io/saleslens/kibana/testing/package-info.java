/** What tests of several modules build on. */
package io.saleslens.kibana.testing;
