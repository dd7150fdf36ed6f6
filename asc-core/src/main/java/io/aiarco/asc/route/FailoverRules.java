package io.aiarco.asc.route;

/**
 * What moves a call to the next endpoint beside failures that always do. Immutable.
 *
 * @param longerContext whether a request too long for one model may go on to one whose known window
 *     is longer
 */
public record FailoverRules(boolean longerContext) {
  /** Nothing does. */
  public static final FailoverRules STANDARD = new FailoverRules(false);
}
