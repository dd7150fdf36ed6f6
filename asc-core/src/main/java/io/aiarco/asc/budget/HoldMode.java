package io.aiarco.asc.budget;

/** How much a call sets aside against a limit before it is sent. */
public enum HoldMode {
  /** The most it can use: no call, and no number of calls at once, exceeds the limit. */
  STRICT,
  /**
   * What calls like it have used. What a call uses beyond that is charged all the same, so calls in
   * flight may exceed the limit by what they use beyond what they hold, all together.
   */
  EXPECTED,
  /**
   * The most input and the first tokens of output; more while a stream grows. A stream that gets no
   * more ends, and the limit is exceeded by no more than the provider bills of what it sent, or had
   * made, beyond what was held. A reply that comes whole is held for as {@link #STRICT}.
   */
  PROGRESSIVE
}
