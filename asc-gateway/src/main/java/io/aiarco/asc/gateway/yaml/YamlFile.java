package io.aiarco.asc.gateway.yaml;

import io.aiarco.asc.gateway.config.ConfigurationException;
import io.aiarco.asc.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * One YAML document, read into nodes that keep their places; no objects are constructed. Anchors,
 * aliases and tags are refused: nothing in a configuration needs them, and without them a file is
 * no larger than it looks and cannot loop. Single-thread.
 */
public final class YamlFile {
  /** The largest file taken. */
  static final int MAX_BYTES = 1 << 20;

  /** The deepest nesting taken; the composer recurses, so this also bounds its stack. */
  static final int MAX_DEPTH = 32;

  private final Node root;
  private final Problems problems;

  private YamlFile(Node root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /**
   * Reads a file. Problems of its content go to the returned file's {@link #problems()}.
   *
   * @throws ConfigurationException when it cannot be read or is not one YAML document
   */
  public static YamlFile read(Path file) {
    Problems problems = new Problems(String.valueOf(file.getFileName()));
    String text = text(file, problems);
    problems.throwIfAny();
    Node root = compose(text, problems);
    problems.throwIfAny();
    if (root == null) {
      problems.add(Place.FILE, "nothing", "a mapping of sections");
      problems.throwIfAny();
      throw new IllegalStateException("unreachable: a problem was just added");
    }
    return new YamlFile(root, problems);
  }

  /** What is wrong with it, so far. */
  public Problems problems() {
    return problems;
  }

  /**
   * The top level.
   *
   * @throws ConfigurationException when it is no mapping
   */
  public YamlMap root() {
    YamlMap map = new YamlValue(root, "", problems).map("a mapping of sections");
    if (map == null) {
      problems.throwIfAny();
      throw new IllegalStateException("unreachable: a problem was just added");
    }
    return map;
  }

  /**
   * The content in RFC 8785 form, every scalar as its text and members in order of their names:
   * equal for files that differ in comments, layout, quotes or order only.
   */
  public byte[] normalised() {
    CanonicalJson json = new CanonicalJson();
    write(root, json);
    return json.toByteArray();
  }

  private static String text(Path file, Problems problems) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        problems.add(Place.FILE, "more than " + MAX_BYTES + " bytes", "a smaller file");
        return "";
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      problems.add(Place.FILE, "no such file in " + file.toAbsolutePath().getParent(), "a file");
    } catch (CharacterCodingException e) {
      problems.add(Place.FILE, "bytes that are no UTF-8", "UTF-8");
    } catch (IOException e) {
      problems.add(Place.FILE, "cannot be read: " + e, "a file this process may read");
    }
    return "";
  }

  private static @Nullable Node compose(String text, Problems problems) {
    LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
    try {
      screen(events(settings, text), problems);
      return problems.isEmpty()
          ? new Composer(settings, events(settings, text)).getSingleNode().orElse(null)
          : null;
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      problems.add(Place.of(mark, ""), "malformed YAML: " + e.getProblem(), "YAML 1.2");
    } catch (YamlEngineException e) {
      problems.add(Place.FILE, "malformed YAML: " + firstLine(e), "YAML 1.2");
    }
    return null;
  }

  private static Parser events(LoadSettings settings, String text) {
    return new ParserImpl(settings, new StreamReader(settings, text));
  }

  /** Looks at the stream of events, which needs no stack, before anything is composed. */
  private static void screen(Parser events, Problems problems) {
    int depth = 0;
    int documents = 0;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case DocumentStart -> {
          documents++;
          if (documents == 2) {
            problems.add(at(event), "a second document", "one per file");
          }
        }
        case MappingStart, SequenceStart -> {
          depth++;
          if (depth > MAX_DEPTH) {
            problems.add(at(event), "nested " + depth + " deep", "at most " + MAX_DEPTH);
            return; // the scanner takes quadratic time for what is nested deeper
          }
        }
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
        problems.add(at(event), "an anchor or alias", "the value written out");
      }
      if (event instanceof ScalarEvent scalar && scalar.getTag().isPresent()
          || event instanceof CollectionStartEvent start && start.getTag().isPresent()) {
        problems.add(at(event), "a tag", "a plain value");
      }
    }
  }

  private static Place at(Event event) {
    return Place.of(event.getStartMark(), "");
  }

  private static String firstLine(YamlEngineException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
  }

  private static void write(Node node, CanonicalJson json) {
    if (node instanceof MappingNode mapping) {
      TreeMap<String, Node> members = new TreeMap<>();
      for (NodeTuple member : mapping.getValue()) {
        if (member.getKeyNode() instanceof ScalarNode key) {
          members.put(key.getValue(), member.getValueNode());
        }
      }
      json.beginObject();
      members.forEach((name, value) -> write(value, json.name(name)));
      json.endObject();
    } else if (node instanceof SequenceNode sequence) {
      json.beginArray();
      sequence.getValue().forEach(item -> write(item, json));
      json.endArray();
    } else {
      json.value(((ScalarNode) node).getValue());
    }
  }
}
