/** Brings saved objects into a Kibana without taking an analyst's edits away. */
package io.saleslens.kibana.imports;
