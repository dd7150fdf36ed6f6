package io.aiarco.asc.provider.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.provider.http.ProviderKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownModelsTest {
  private static final KnownModels BUNDLED = KnownModels.bundled();

  @ParameterizedTest
  @CsvSource({
    "ANTHROPIC, claude-sonnet-4-5-20250929, 200000, 64000, true, true",
    "ANTHROPIC, claude-opus-4-6, 1000000, 128000, true, false",
    "ANTHROPIC, claude-opus-5, 1000000, 128000, false, false",
    "OPENAI, gpt-4o, 128000, 16384, true, true",
    "AZURE_OPENAI, gpt-4o-2024-05-13, 128000, 4096, true, true",
    "OPENAI, gpt-5-mini, 272000, 128000, false, true",
    "OPENAI, gpt-5-chat-latest, 128000, 4096, true, true",
    "MISTRAL, mistral-large-latest, 262144, 262144, true, true",
    "OPENAI_COMPATIBLE, gpt-5, 128000, 4096, true, true",
  })
  void bundledRowsSayWhatAModelTakes(
      ProviderKind kind, String model, int input, int output, boolean sampling, boolean prefill) {
    KnownModel known = BUNDLED.of(kind, new ModelName(model));

    assertEquals(input, known.maxInputTokens());
    assertEquals(output, known.maxOutputTokens());
    assertEquals(sampling, !known.without().contains(Feature.TEMPERATURE));
    assertEquals(prefill, !known.without().contains(Feature.PREFILL));
  }

  @Test
  void aModelThatIsInNoRowIsUnknown() {
    assertSame(KnownModel.UNKNOWN, BUNDLED.of(ProviderKind.VLLM, new ModelName("claude-opus-5")));
  }

  @Test
  void noRowTakesTemperatureAboveOneButNoTemperature() {
    for (KnownModel row : BUNDLED.rows()) {
      assertFalse(
          row.without().contains(Feature.TEMPERATURE)
              && !row.without().contains(Feature.TEMPERATURE_ABOVE_1),
          row.toString());
      assertTrue(row.maxOutputTokens() <= row.maxInputTokens(), row.toString());
    }
  }

  @Test
  void theMostParticularRowCountsAlone() throws IOException {
    KnownModels models =
        read(
            "{\"kinds\": [\"tgi\"], \"models\": [\"a*\"], \"input\": 10, \"output\": 1,"
                + " \"without\": [\"seed\"], \"image\": 5, \"source\": \"s\"},"
                + "{\"kinds\": [\"tgi\"], \"models\": [\"ab*\", \"abc\"], \"input\": 20,"
                + " \"output\": 2, \"source\": \"s\"}");

    assertEquals(10, models.of(ProviderKind.TGI, new ModelName("ax")).maxInputTokens());
    assertEquals(5, models.of(ProviderKind.TGI, new ModelName("ax")).imageTokens().getAsInt());
    assertEquals(20, models.of(ProviderKind.TGI, new ModelName("abx")).maxInputTokens());
    assertTrue(models.of(ProviderKind.TGI, new ModelName("abc")).without().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"kinds\": [\"tgj\"]' | models.json:1: tgj (expected: kinds of provider)",
        "'\"kinds\": [\"tgi\"], \"without\": [\"sed\"]' | models.json:1: sed (expected: features)",
        "'\"kinds\": [\"tgi\"], \"inputs\": 1' | 'models.json:1: key inputs (expected: kinds,"
            + " models, without, input, output, image, document or source)'",
        "'\"kinds\": [\"tgi\"], \"models\": [\"a\"], \"input\": 1, \"output\": 1' | "
            + "models.json:1: row (expected: models and a source)",
        "'\"kinds\": [], \"models\": [\"a\"], \"input\": 1, \"output\": 1, \"source\": \"s\"' | "
            + "'model a: no kind or no tokens (expected: a kind, and 1 or more of each)'",
      })
  void whatIsWrongInAFileIsSaid(String fields, String problem) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> read("{" + fields + "}"));

    assertEquals(problem, refused.getMessage());
  }

  private static KnownModels read(String rows) throws IOException {
    String file = "{\"format\": 1, \"version\": \"v\", \"rows\": [" + rows + "]}";
    return KnownModelFile.read(new ByteArrayInputStream(file.getBytes(UTF_8)), "models.json");
  }
}
