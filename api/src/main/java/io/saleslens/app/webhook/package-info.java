/** Tells somebody else's server what happened: signed, in order, at least once. */
package io.saleslens.app.webhook;
