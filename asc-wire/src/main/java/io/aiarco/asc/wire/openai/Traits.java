package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.Feature;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What one flavour of the protocol has of its own; whatever is not said is as most compatible
 * servers have it. Filled in where a flavour is declared, and only read after.
 */
final class Traits {
  private final Set<Feature> features;
  private String maxTokensField = "max_tokens";
  private String endUserField = "user";
  private String cacheKeyField = "";
  private int mostStopSequences = Integer.MAX_VALUE;
  private boolean allowedTools;
  private boolean missingFinishOk;
  private List<String> requestIdHeaders = List.of("x-request-id");

  private Traits(EnumSet<Feature> features) {
    this.features = Collections.unmodifiableSet(features);
  }

  /** A flavour that can say everything but these. */
  static Traits lacking(Feature first, Feature... more) {
    return new Traits(EnumSet.complementOf(EnumSet.of(first, more)));
  }

  Traits maxTokensField(String name) {
    maxTokensField = name;
    return this;
  }

  Traits endUserField(String name) {
    endUserField = name;
    return this;
  }

  Traits cacheKeyField(String name) {
    cacheKeyField = name;
    return this;
  }

  Traits mostStopSequences(int most) {
    mostStopSequences = most;
    return this;
  }

  /** It has a word for a subset of the tools. */
  Traits allowedTools() {
    allowedTools = true;
    return this;
  }

  /** A stream may reach its end mark without having said why it ended. */
  Traits missingFinishOk() {
    missingFinishOk = true;
    return this;
  }

  Traits requestIdHeaders(String... names) {
    requestIdHeaders = List.of(names);
    return this;
  }

  Set<Feature> features() {
    return features;
  }

  /** Where the limit of the output stands. */
  String maxTokens() {
    return maxTokensField;
  }

  /** Where the pseudonym of the person stands. */
  String endUser() {
    return endUserField;
  }

  /** Where the hint for the cache stands; empty where there is none. */
  String cacheKey() {
    return cacheKeyField;
  }

  /** How many stop sequences it takes. */
  int mostStops() {
    return mostStopSequences;
  }

  boolean hasAllowedTools() {
    return allowedTools;
  }

  boolean isMissingFinishOk() {
    return missingFinishOk;
  }

  /** The response headers that may have the provider's id of the request, the best first. */
  List<String> requestIds() {
    return requestIdHeaders;
  }
}
