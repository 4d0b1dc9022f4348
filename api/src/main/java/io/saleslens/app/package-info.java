/** The command line: one class for each command, and how results and progress are shown. */
package io.saleslens.app;
