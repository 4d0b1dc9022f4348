package io.saleslens.app;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.saleslens.indexer.card.CardMask;

/** A log message in which card numbers are masked, whoever wrote it. */
public final class MaskedMessage extends ClassicConverter {
  @Override
  public String convert(ILoggingEvent event) {
    return CardMask.mask(event.getFormattedMessage());
  }
}
