package io.aiarco.asc.chat;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the features one request asks for; most ask for none. Single-thread. */
final class FeatureScan implements Content.Visitor<FeatureScan> {
  private @Nullable EnumSet<Feature> found;
  private boolean inResult;

  private FeatureScan() {}

  static Set<Feature> of(ChatRequest request) {
    FeatureScan scan = new FeatureScan();
    scan.messages(request);
    scan.settings(request);
    scan.sampling(request.sampling());
    return scan.found == null ? Set.of() : Collections.unmodifiableSet(scan.found);
  }

  private void messages(ChatRequest request) {
    boolean leading = true;
    Role before = Role.SYSTEM;
    for (Message message : request.messages()) {
      add(message.role() == Role.USER && before == Role.TOOL, Feature.USER_AFTER_TOOL);
      before = message.role();
      boolean system = message.role() == Role.SYSTEM;
      add(system && !leading, Feature.LATE_SYSTEM_MESSAGE);
      leading &= system;
      for (Content piece : message.content()) {
        piece.accept(this);
      }
    }
    add(before == Role.ASSISTANT, Feature.PREFILL);
  }

  private void settings(ChatRequest request) {
    boolean tools = !request.tools().isEmpty();
    add(tools, Feature.TOOLS);
    add(tools && !request.toolChoice().equals(ToolChoice.AUTO), Feature.TOOL_CHOICE);
    add(tools && request.parallelToolCalls().isPresent(), Feature.PARALLEL_TOOL_CALLS);
    add(request.responseFormat() instanceof ResponseFormat.JsonObject, Feature.JSON_OBJECT);
    add(request.responseFormat() instanceof ResponseFormat.JsonSchema, Feature.JSON_SCHEMA);
    add(!request.stopSequences().isEmpty(), Feature.STOP_SEQUENCES);
    add(request.reasoningEffort().isPresent(), Feature.REASONING_EFFORT);
    add(request.endUser().isPresent(), Feature.END_USER);
  }

  private void sampling(Sampling sampling) {
    if (sampling.equals(Sampling.UNSET)) {
      return;
    }
    add(sampling.temperature().isPresent(), Feature.TEMPERATURE);
    add(sampling.temperature().orElse(0) > 1, Feature.TEMPERATURE_ABOVE_1);
    add(sampling.topP().isPresent(), Feature.TOP_P);
    add(sampling.topK().isPresent(), Feature.TOP_K);
    add(sampling.seed().isPresent(), Feature.SEED);
    add(sampling.frequencyPenalty().isPresent(), Feature.PENALTIES);
    add(sampling.presencePenalty().isPresent(), Feature.PENALTIES);
    add(sampling.topLogprobs().isPresent(), Feature.LOGPROBS);
    add(sampling.choices() > 1, Feature.CHOICES);
  }

  @Override
  public FeatureScan image(Content.Image image) {
    return media(image.source(), Feature.IMAGE_INPUT, Feature.IMAGE_URL);
  }

  @Override
  public FeatureScan document(Content.Document document) {
    return media(document.source(), Feature.DOCUMENT_INPUT, Feature.DOCUMENT_URL);
  }

  @Override
  public FeatureScan audio(Content.Audio audio) {
    return media(audio.source(), Feature.AUDIO_INPUT, Feature.AUDIO_URL);
  }

  @Override
  public FeatureScan toolResult(Content.ToolResult result) {
    inResult = true;
    for (Content piece : result.content()) {
      piece.accept(this);
    }
    inResult = false;
    return this;
  }

  @Override
  public FeatureScan other(Content content) {
    return this;
  }

  private FeatureScan media(MediaSource source, Feature bytes, Feature url) {
    add(true, source instanceof MediaSource.OfUrl ? url : bytes);
    add(inResult, Feature.TOOL_RESULT_MEDIA);
    return this;
  }

  private void add(boolean asked, Feature feature) {
    if (asked) {
      found = found == null ? EnumSet.noneOf(Feature.class) : found;
      found.add(feature);
    }
  }
}
