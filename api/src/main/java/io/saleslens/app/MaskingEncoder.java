package io.saleslens.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;

/**
 * Masks card numbers, secrets and tokens in what another encoder makes of a log event: message,
 * exceptions and context alike, whoever wrote them and in whatever format; and what would control a
 * terminal.
 */
public final class MaskingEncoder extends EncoderBase<ILoggingEvent> {
  private Encoder<ILoggingEvent> encoder;

  /** Set by Logback: the encoder of the format, which must write UTF-8. */
  public void setEncoder(Encoder<ILoggingEvent> encoder) {
    this.encoder = encoder;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return masked(encoder.encode(event));
  }

  @Override
  public byte[] headerBytes() {
    return encoder.headerBytes();
  }

  @Override
  public byte[] footerBytes() {
    return encoder.footerBytes();
  }

  private static byte[] masked(byte[] encoded) {
    String text = new String(encoded, StandardCharsets.UTF_8);
    return Screen.safe(text).getBytes(StandardCharsets.UTF_8);
  }
}
