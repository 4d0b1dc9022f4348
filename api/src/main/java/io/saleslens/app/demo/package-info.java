/**
 * Invented card sales for {@code saleslens demo}: shops with their own hours, prices and regulars,
 * with a known list of planted repeat-amount frauds among them. No real card, shop or person
 * appears.
 */
package io.saleslens.app.demo;
