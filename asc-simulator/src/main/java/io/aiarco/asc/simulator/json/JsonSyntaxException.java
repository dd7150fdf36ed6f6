package io.aiarco.asc.simulator.json;

/**
 * A text that is not JSON, or that a careful provider would not accept as such. Names the offset,
 * never the text.
 */
public final class JsonSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  JsonSyntaxException(String what, int offset) {
    super(what + " at offset " + offset);
  }
}
