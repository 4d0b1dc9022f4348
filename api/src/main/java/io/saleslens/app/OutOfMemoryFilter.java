package io.saleslens.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.saleslens.indexer.thread.OutOfMemory;
import org.slf4j.Marker;

/**
 * Sees what any library logs, shown or not: many catch every error, log it, and go on. The process
 * ends where that is that memory has run out.
 */
public final class OutOfMemoryFilter extends TurboFilter {
  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] parameters,
      Throwable failure) {
    if (failure != null) {
      OutOfMemory.endIf(failure);
    } else if (parameters != null
        && parameters.length > 0
        && parameters[parameters.length - 1] instanceof Throwable last) {
      OutOfMemory.endIf(last);
    }
    return FilterReply.NEUTRAL;
  }
}
