/** The Quartz schedule: which job runs when. */
package io.saleslens.app.schedule;
