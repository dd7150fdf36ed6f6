package io.aiarco.asc.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;

class EmbeddingRequestTest {
  @Example
  void whatIsOutOfItsRangeIsRefusedWithTheRange() {
    Map<String, Consumer<EmbeddingRequest.Builder>> wrong =
        Map.of(
            "inputs[0]: empty (expected: >= 1 character)", b -> b.input(""),
            "inputs: more than 2048 (expected: 1 to 2048)",
                b -> b.inputs(Collections.nCopies(2049, "x")),
            "dimensions: 0 (expected: 1 to 65536)", b -> b.dimensions(0),
            "endUser: 0 characters (expected: 1 to 1024)", b -> b.endUser(""),
            "inputs: none (expected: 1 to 2048)", b -> b.model("m").build(),
            "model: none (expected: a name from the configuration)", b -> b.input("x").build());
    wrong.forEach(
        (message, set) ->
            assertEquals(
                message,
                assertThrows(
                        InvalidRequestException.class, () -> set.accept(EmbeddingRequest.builder()))
                    .getMessage()));
    EmbeddingRequest.builder().model("m").inputs(Collections.nCopies(2048, "x")).build();
  }

  @Example
  void aRequestMadeFromAnotherIsTheSame() {
    EmbeddingRequest all =
        EmbeddingRequest.builder()
            .model("m")
            .inputs(List.of("one", "two"))
            .dimensions(256)
            .endUser("someone")
            .context(c -> c.tag("feature", "search"))
            .build();

    EmbeddingRequest copy = all.toBuilder().build();

    assertEquals(all.inputs(), copy.inputs());
    assertEquals(all.dimensions(), copy.dimensions());
    assertEquals(all.endUser(), copy.endUser());
    assertEquals(all.context(), copy.context());
    assertEquals(Set.of(Feature.DIMENSIONS, Feature.END_USER), copy.features());
  }

  @Property
  void numbersAreCopiedInAndOut(@ForAll @NotEmpty float[] values) {
    float[] given = values.clone();
    Embedding embedding = Embedding.of(given);
    given[0] += 1;
    embedding.values()[0] += 1;

    assertEquals(Embedding.of(values), embedding);
    assertEquals(values.length, embedding.dimensions());
  }

  @Example
  void aPointIsSomewhere() {
    assertThrows(IllegalArgumentException.class, () -> Embedding.of());
    for (float nowhere : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertEquals(
          "embedding[1]: " + nowhere + " (expected: finite)",
          assertThrows(IllegalArgumentException.class, () -> Embedding.of(0, nowhere))
              .getMessage());
    }
  }
}
