package io.aiarco.asc.chat;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.ModelName;
import java.util.OptionalInt;

/** Anything that can be asked of a model through the one pipeline. Immutable. */
public sealed interface ModelRequest permits ChatRequest {
  /** The model asked for, by the name the configuration gives it. */
  ModelName model();

  /** What the caller declares about the call. */
  CallContext context();

  /** The most tokens the reply may have; absent: the endpoint's ceiling. */
  OptionalInt maxOutputTokens();
}
