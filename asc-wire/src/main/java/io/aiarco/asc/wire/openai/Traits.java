package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.wire.EmbeddingDialect;
import io.aiarco.asc.wire.request.ClientObject;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one flavour of the protocol has of its own; whatever is not said is as most compatible
 * servers have it. Filled in where a flavour is declared, and only read after.
 */
final class Traits {
  static final String OPENAI_CHAT = "openai-chat";

  private final Set<Feature> features;
  private String dialect = OPENAI_CHAT;
  private ServedWords words = new OpenAiWords();
  private PartWriter parts = OpenAiPart::write;
  private PartReader ownParts = (part, of) -> null;
  private boolean nineCharacterIds;
  private boolean prefix;
  private boolean thinkingGoesBack;
  private boolean streamOptions = true;
  private String maxTokensField = "max_tokens";
  private String seedField = "seed";
  private String endUserField = "user";
  private String cacheKeyField = "";
  private int mostStopSequences = Integer.MAX_VALUE;
  private boolean allowedTools;
  private boolean missingFinishOk;
  private List<String> requestIdHeaders = List.of("x-request-id");
  private Optional<EmbeddingDialect> embeddings =
      Optional.of(new OpenAiEmbeddings(OpenAiEmbeddings.Flavour.COMPATIBLE));

  /** Writes one part of a content list. */
  @FunctionalInterface
  interface PartWriter {
    void write(JsonGenerator json, Content part, String dialect, String path) throws IOException;
  }

  /** Reads one part of a content list; null for one it does not know. */
  @FunctionalInterface
  interface PartReader {
    @Nullable Content read(ClientObject part, String dialect);
  }

  private Traits(EnumSet<Feature> features) {
    this.features = Collections.unmodifiableSet(features);
  }

  /** A flavour that can say everything but these. */
  static Traits lacking(Feature first, Feature... more) {
    return new Traits(EnumSet.complementOf(EnumSet.of(first, more)));
  }

  /** A dialect of its own, told in its own words, with parts of its own. */
  Traits dialect(String name, ServedWords words, PartWriter parts, PartReader ownParts) {
    dialect = name;
    this.words = words;
    this.parts = parts;
    this.ownParts = ownParts;
    return this;
  }

  /** It takes ids of tool calls of nine letters and digits only. */
  Traits nineCharacterIds() {
    nineCharacterIds = true;
    return this;
  }

  /** Parts of its content are what the model thought, and it wants them back. */
  Traits thinkingGoesBack() {
    thinkingGoesBack = true;
    return this;
  }

  /** An assistant's message at the end must be called what it is. */
  Traits prefix() {
    prefix = true;
    return this;
  }

  /** A stream tells its figures without being asked, and refuses to be. */
  Traits noStreamOptions() {
    streamOptions = false;
    return this;
  }

  Traits seedField(String name) {
    seedField = name;
    return this;
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

  Traits embeddings(OpenAiEmbeddings.Flavour flavour) {
    embeddings = Optional.of(new OpenAiEmbeddings(flavour));
    return this;
  }

  Traits withoutEmbeddings() {
    embeddings = Optional.empty();
    return this;
  }

  Set<Feature> features() {
    return features;
  }

  /** The name that what it has of its own bears. */
  String dialect() {
    return dialect;
  }

  ServedWords words() {
    return words;
  }

  PartWriter parts() {
    return parts;
  }

  /** Reads the parts that no other dialect has. */
  PartReader ownParts() {
    return ownParts;
  }

  boolean hasNineCharacterIds() {
    return nineCharacterIds;
  }

  boolean takesThinkingBack() {
    return thinkingGoesBack;
  }

  boolean hasPrefix() {
    return prefix;
  }

  boolean hasStreamOptions() {
    return streamOptions;
  }

  /** Where the seed stands. */
  String seed() {
    return seedField;
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

  /** How texts are embedded; absent where they cannot be. */
  Optional<EmbeddingDialect> embeddings() {
    return embeddings;
  }

  /** The response headers that may have the provider's id of the request, the best first. */
  List<String> requestIds() {
    return requestIdHeaders;
  }
}
