/** All parts put together: the settings, the steps from MySQL to suspects, and their record. */
package io.saleslens.app.pipeline;
