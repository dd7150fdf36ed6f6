package io.aiarco.asc.gateway.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value of a file and its place. Whoever reads it as something it is not gets null or an empty
 * list, and the problem is written down; so a compiler goes on and finds the next one.
 * Single-thread.
 */
public final class YamlValue {
  private static final int SHOWN_LENGTH = 60;

  private final Node node;
  private final Place place;
  private final Problems problems;

  YamlValue(Node node, String path, Problems problems) {
    this.node = node;
    this.place = Place.of(node.getStartMark(), path);
    this.problems = problems;
  }

  /** Where it stands. */
  public Place place() {
    return place;
  }

  /** Whether it is a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Whether it is a mapping. */
  public boolean isMap() {
    return node instanceof MappingNode;
  }

  /** Its text; null and a problem when it is a list, a mapping or nothing. */
  public @Nullable String text(String expected) {
    if (node instanceof ScalarNode scalar && !Tag.NULL.equals(scalar.getTag())) {
      return scalar.getValue();
    }
    refuse(expected);
    return null;
  }

  /**
   * What {@code reader} makes of its text; null and a problem when that throws {@link
   * IllegalArgumentException}.
   */
  public <T> @Nullable T as(Function<String, T> reader, String expected) {
    String text = text(expected);
    if (text == null) {
      return null;
    }
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      refuse(expected);
      return null;
    }
  }

  /** Its text when it is one of {@code words}; null and a problem with the nearest when not. */
  public @Nullable String oneOf(Collection<String> words, String expected) {
    String text = text(expected);
    if (text == null || words.contains(text)) {
      return text;
    }
    refuse(expected, words);
    return null;
  }

  /** Its members; null and a problem when it is no mapping. */
  public @Nullable YamlMap map(String expected) {
    if (node instanceof MappingNode mapping) {
      return new YamlMap(mapping, place, problems);
    }
    refuse(expected);
    return null;
  }

  /** Its items; none and a problem when it is no list. */
  public List<YamlValue> list(String expected) {
    List<YamlValue> items = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        items.add(new YamlValue(item, place.item(items.size()), problems));
      }
    } else {
      refuse(expected);
    }
    return items;
  }

  /** Writes down that it is wrong. */
  public void refuse(String expected) {
    problems.add(place, shown(), expected);
  }

  /** Writes down that it names nothing, with the nearest of {@code names}. */
  public void refuse(String expected, Collection<String> names) {
    problems.add(place, shown(), expected, names);
  }

  /** Writes down that it is wrong without showing it. */
  public void refuseUnseen(String inWords, String expected) {
    problems.add(place, inWords, expected);
  }

  private String shown() {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().isEmpty() ? "an empty list" : "a list";
    }
    if (node instanceof MappingNode mapping) {
      return mapping.getValue().isEmpty() ? "an empty mapping" : "a mapping";
    }
    String text = ((ScalarNode) node).getValue();
    if (text.isEmpty()) {
      return "nothing";
    }
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    return printable.length() > SHOWN_LENGTH
        ? printable.substring(0, SHOWN_LENGTH) + "..."
        : printable;
  }
}
