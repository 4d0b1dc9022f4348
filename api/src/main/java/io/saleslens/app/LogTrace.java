package io.saleslens.app;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.regex.Pattern;

/** A stack trace in which no line looks like one of the log: messages may hold line breaks. */
public final class LogTrace extends ThrowableProxyConverter {
  private static final Pattern OTHER_LINE =
      Pattern.compile("(?<=[\\n\\r])(?!\\s|Caused by: |Wrapped by: |$)");

  @Override
  protected String throwableProxyToString(IThrowableProxy failure) {
    return OTHER_LINE.matcher(super.throwableProxyToString(failure)).replaceAll("\t| ");
  }
}
