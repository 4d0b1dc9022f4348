package io.saleslens.sandbox;

/** A sandbox could not be started; the message says which server or folder, and why. */
public final class SandboxException extends RuntimeException {
  SandboxException(String message) {
    super(message);
  }

  SandboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
