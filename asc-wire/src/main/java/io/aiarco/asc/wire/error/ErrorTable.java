package io.aiarco.asc.wire.error;

import static io.aiarco.asc.attempt.FailureClass.AUTH;
import static io.aiarco.asc.attempt.FailureClass.CONFLICT;
import static io.aiarco.asc.attempt.FailureClass.CONTEXT_LENGTH;
import static io.aiarco.asc.attempt.FailureClass.INVALID;
import static io.aiarco.asc.attempt.FailureClass.MALFORMED;
import static io.aiarco.asc.attempt.FailureClass.NOT_FOUND;
import static io.aiarco.asc.attempt.FailureClass.OVERLOADED;
import static io.aiarco.asc.attempt.FailureClass.POLICY_PROVIDER;
import static io.aiarco.asc.attempt.FailureClass.QUOTA;
import static io.aiarco.asc.attempt.FailureClass.RATE_LIMITED;
import static io.aiarco.asc.attempt.FailureClass.RESIDENCY;
import static io.aiarco.asc.attempt.FailureClass.SERVER;

import io.aiarco.asc.attempt.FailureClass;
import java.util.ArrayList;
import java.util.List;

/**
 * From status and code to a class of failure, as data: the first row that fits wins. Rows with
 * words come first, since a word says more than a status: 429 means "slow down" and also "no money
 * left", and only the first passes by waiting. Words so general that providers send them with every
 * status ({@code invalid_request_error}, {@code api_error}) count only where no status speaks: in
 * an error that came after 200.
 *
 * <p>Sources, read 2026-11: OpenAI's OpenAPI document 2.3.0 and error guide, the error classes of
 * Anthropic's SDK 1.12.0, Mistral's error glossary and bodies that its users quote
 * (mistral-vibe#617, raycast/extensions#31107), the sources of vLLM and TGI.
 */
final class ErrorTable {
  /** A row: statuses from, to; a word, or a prefix ending in {@code *}, or "" for any. */
  record Row(int from, int to, String word, FailureClass failure) {
    boolean fits(int status, List<String> words) {
      return status >= from
          && status <= to
          && (word.isEmpty() || words.stream().anyMatch(this::is));
    }

    private boolean is(String candidate) {
      return word.endsWith("*")
          ? candidate.startsWith(word.substring(0, word.length() - 1))
          : candidate.equals(word);
    }
  }

  static final List<Row> ROWS = rows();

  private ErrorTable() {}

  static FailureClass failure(int status, List<String> words) {
    for (Row row : ROWS) {
      if (row.fits(status, words)) {
        return row.failure;
      }
    }
    throw new IllegalStateException("error table: no row for " + status + " (expected: one)");
  }

  private static List<Row> rows() {
    Rows rows = new Rows();
    rows.words(
        QUOTA,
        "insufficient_quota",
        "credit_balance_exhausted",
        "organization_spend_limit_exceeded",
        "project_spend_limit_exceeded",
        "organization_usage_limit_exceeded",
        "enforced_spend_limit_reached",
        "contract_spend_limit_reached",
        "billing_error",
        "billing_hard_limit_reached",
        "billing_not_active",
        "linked_organization_*");
    rows.words(
        POLICY_PROVIDER,
        "content_filter",
        "ResponsibleAIPolicyViolation",
        "content_policy_violation",
        "invalid_prompt",
        "bio_policy",
        "image_content_policy_violation");
    rows.words(RESIDENCY, "data_residency_mismatch");
    rows.words(
        AUTH,
        "invalid_api_key",
        "authentication_error",
        "permission_error",
        "organization_on_hold",
        "organization_type_not_supported",
        "workspace_policy_violation",
        "cmek_key_disabled",
        "cmek_key_network_blocked",
        "unsupported_country_region_territory");
    rows.words(
        SERVER, "compaction_unavailable", "cmek_key_unreachable", "cmek_context_unavailable");
    // The body came too slowly, which says nothing of what it asks.
    rows.words(CONFLICT, "request_body_timeout");
    rows.words(CONTEXT_LENGTH, "context_length_exceeded");
    rows.words(
        INVALID,
        "request_too_large",
        "unsupported_parameter",
        "unsupported_value",
        "string_above_max_length",
        "tool_name_conflict",
        "invalid_image*",
        "invalid_base64_image",
        "image_*",
        "empty_image_file",
        "unsupported_image_media_type",
        "failed_to_download_image",
        "thread_*",
        "compaction_*");
    rows.words(
        NOT_FOUND, "model_not_found", "DeploymentNotFound", "not_found_error", "invalid_model");
    rows.words(OVERLOADED, "overloaded_error", "server_is_overloaded", "overloaded");
    rows.add(503, 503, "slow_down", OVERLOADED);
    rows.words(
        RATE_LIMITED,
        "rate_limit_exceeded",
        "rate_limit_error",
        "ramp_limit_exceeded",
        "rate_limited",
        "slow_down");

    rows.words(SERVER, "generation", "incomplete_generation");

    rows.add(200, 299, "invalid_request_error", INVALID);
    rows.add(200, 299, "validation", INVALID);
    rows.add(200, 299, "tool_use_failed", INVALID);
    rows.add(200, 299, "", SERVER);

    rows.add(402, 402, "", QUOTA);
    rows.add(401, 401, "", AUTH);
    rows.add(403, 403, "", AUTH);
    rows.add(404, 404, "", NOT_FOUND);
    rows.add(408, 409, "", CONFLICT);
    rows.add(429, 429, "", RATE_LIMITED);
    rows.add(400, 499, "", INVALID);
    rows.add(529, 529, "", OVERLOADED);
    rows.add(500, 599, "", SERVER);
    // Redirects are not followed and informational answers are no answers.
    rows.add(0, 999, "", MALFORMED);
    return List.copyOf(rows.list);
  }

  private static final class Rows {
    final List<Row> list = new ArrayList<>();

    void words(FailureClass failure, String... words) {
      for (String word : words) {
        add(0, 999, word, failure);
      }
    }

    void add(int from, int to, String word, FailureClass failure) {
      list.add(new Row(from, to, word, failure));
    }
  }
}
