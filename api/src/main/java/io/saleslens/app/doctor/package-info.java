/** Looks at settings, servers and indices, and says how to mend what it finds. Changes nothing. */
package io.saleslens.app.doctor;
