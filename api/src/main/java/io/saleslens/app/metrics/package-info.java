/** What Prometheus collects; Micrometer is used nowhere else. */
package io.saleslens.app.metrics;
