package io.aiarco.asc.chat;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Anything that can be asked of a model through the one pipeline. Immutable. */
public sealed interface ModelRequest permits ChatRequest, EmbeddingRequest {
  /** What is asked of the model. */
  Operation operation();

  /** The model asked for, by the name the configuration gives it. */
  ModelName model();

  /** What it asks for that not every endpoint can do. */
  Set<Feature> features();

  /**
   * The request without these settings, left to the provider to choose; the same object for none.
   *
   * @throws IllegalArgumentException when one is no setting of it: without it this would be another
   *     request
   */
  ModelRequest without(Set<Feature> settings);

  /**
   * Who asks, in the caller's words. No provider sees this: the pipeline puts a keyed pseudonym in
   * its place.
   */
  Optional<String> endUser();

  /** Further fields of the body, by the dialect that is to write them: one JSON object each. */
  Map<String, Json> providerOptions();

  /** What the caller declares about the call. */
  CallContext context();

  /** One function per kind. */
  <R> R fold(Function<ChatRequest, R> chat, Function<EmbeddingRequest, R> embedding);
}
