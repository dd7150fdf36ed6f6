package io.aiarco.asc.audit;

/** What is kept of a tenant's prompts and replies. Immutable. */
public record ContentModes(ContentMode prompt, ContentMode reply) {
  /** Nothing of either. */
  public static final ContentModes NONE = new ContentModes(ContentMode.NONE, ContentMode.NONE);
}
