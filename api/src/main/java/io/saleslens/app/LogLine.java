package io.saleslens.app;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.saleslens.indexer.settings.Shown;

/** A message as one line, so that none that comes from outside looks like a line of the log. */
public final class LogLine extends ClassicConverter {
  @Override
  public String convert(ILoggingEvent event) {
    return Shown.line(event.getFormattedMessage());
  }
}
