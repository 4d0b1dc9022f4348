/** Settings: read from {@code saleslens.yaml} and the environment, validated into records. */
package io.saleslens.indexer.settings;
