package io.aiarco.asc.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Operation;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.models.KnownModel;
import io.aiarco.asc.provider.models.KnownModels;
import io.aiarco.asc.wire.WireDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/providers.md says of every provider what the code does, and of models what is known. */
class ProviderPageTest {
  private static final Path PAGE = Path.of("..", "docs", "providers.md");
  private static final Json EMPTY = Json.of("{}");

  /** What a request asks for that is no feature, and how it shows in the body. */
  private record Question(
      String what, Function<WireDialect, ChatRequest> asked, List<String> itsOwnWord) {
    String answer(WireDialect dialect) {
      try {
        String body = new String(dialect.requestBody(asked.apply(dialect), "m", 16, false), UTF_8);
        return itsOwnWord.stream().anyMatch(body::contains) ? "native" : "translated";
      } catch (InvalidRequestException e) {
        return "refused";
      }
    }
  }

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              "a choice among some of the tools",
              dialect ->
                  ask()
                      .tool(new Tool("one", "", EMPTY))
                      .tool(new Tool("two", "", EMPTY))
                      .toolChoice(new ToolChoice.Subset(List.of("one"), false))
                      .build(),
              List.of("allowed_tools")),
          new Question(
              "a tool's result that is an error",
              dialect -> turn("call_1", true),
              List.of("is_error")),
          new Question(
              "ids of tool calls in any form", dialect -> turn("a.1", false), List.of("a.1")),
          new Question(
              "reasoning sent back to the model that wrote it",
              dialect ->
                  ask()
                      .message(
                          new Message(
                              Role.ASSISTANT,
                              List.of(
                                  new Content.Reasoning(
                                      "",
                                      new ProviderState(
                                          dialect.name(), "m", Json.of("{\"sent\":\"back\"}"))))))
                      .user("y")
                      .build(),
              List.of("\"back\"")));

  private static ChatRequest.Builder ask() {
    return ChatRequest.builder().model("m").user("x");
  }

  private static ChatRequest turn(String id, boolean error) {
    return ask()
        .message(
            new Message(Role.ASSISTANT, List.of(new Content.ToolUse(new ToolCall(id, "t", EMPTY)))))
        .message(new Message(Role.TOOL, List.of(new Content.ToolResult(id, "r", error))))
        .build();
  }

  @Test
  void pageHasWhatTheCodeSays() throws IOException {
    String page = Files.readString(PAGE);
    String renewed = with(with(page, "features", features()), "models", models());
    if (Boolean.getBoolean("asc.providers.update")) {
      Files.writeString(PAGE, renewed);
    } else {
      assertEquals(renewed, page, "renew with ./mvnw test -Dasc.providers.update=true");
    }
  }

  private static String with(String page, String part, String table) {
    String from = "<!-- " + part + ": written by ProviderPageTest -->\n";
    String to = "<!-- end of " + part + " -->\n";
    int begin = page.indexOf(from) + from.length();
    int end = page.indexOf(to);
    assertTrue(begin >= from.length() && end >= begin, PAGE + ": no place for " + part);
    return page.substring(0, begin) + "\n" + table + "\n" + page.substring(end);
  }

  private static String features() {
    Map<String, WireDialect> dialects = dialects();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("asked for"));
    head.addAll(dialects.keySet());
    rows.add(head);
    rows.add(head.stream().map(column -> "---").toList());
    for (Feature feature : Feature.values()) {
      if (feature.isOf(Operation.CHAT)) {
        rows.add(
            row(
                "`" + feature.key() + "`",
                dialects,
                dialect -> dialect.features().contains(feature) ? "native" : "refused"));
      }
    }
    for (Question question : QUESTIONS) {
      rows.add(row(question.what(), dialects, question::answer));
    }
    rows.add(row("[embeddings](embeddings.md)", dialects, dialect -> embeds(dialect, Set.of())));
    rows.add(
        row(
            "`dimensions` of embeddings",
            dialects,
            dialect -> embeds(dialect, Set.of(Feature.DIMENSIONS))));
    return rows.stream().map(ProviderPageTest::line).collect(Collectors.joining());
  }

  private static String embeds(WireDialect dialect, Set<Feature> asked) {
    boolean can =
        dialect.embeddings().filter(words -> words.features().containsAll(asked)).isPresent();
    return can ? "native" : "refused";
  }

  /** By what a page calls them; several where a kind's API versions differ. */
  private static Map<String, WireDialect> dialects() {
    Map<String, WireDialect> dialects = new LinkedHashMap<>();
    for (ProviderKind kind : ProviderKind.values()) {
      for (Protocol protocol : kind.protocols()) {
        String version = protocol.dialect().headers(false).get("anthropic-version");
        String name = version == null ? kind.key() : kind.key() + " " + version;
        dialects.put(name, protocol.dialect());
      }
    }
    return dialects;
  }

  private static List<String> row(
      String first, Map<String, WireDialect> dialects, Function<WireDialect, String> cell) {
    return Stream.concat(Stream.of(first), dialects.values().stream().map(cell)).toList();
  }

  private static String models() {
    StringBuilder text =
        new StringBuilder(line(List.of("model", "of", "input", "output", "refuses")));
    text.append(line(List.of("---", "---", "---", "---", "---")));
    for (KnownModel row : KnownModels.bundled().rows()) {
      text.append(
          line(
              List.of(
                  "`" + row.model() + "`",
                  keys(row.kinds().stream().map(ProviderKind::key)),
                  String.valueOf(row.maxInputTokens()),
                  String.valueOf(row.maxOutputTokens()),
                  keys(row.without().stream().map(Feature::key)))));
    }
    return text.toString();
  }

  private static String keys(Stream<String> keys) {
    return String.join(", ", keys.collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
