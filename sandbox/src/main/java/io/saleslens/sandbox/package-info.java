/**
 * Real Elasticsearch and MySQL-compatible servers as child processes of the JVM, without Docker.
 */
package io.saleslens.sandbox;
