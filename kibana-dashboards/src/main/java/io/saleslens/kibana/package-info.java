/** Kibana's data views and dashboards: reviewed sources, what is built from them, their import. */
package io.saleslens.kibana;
