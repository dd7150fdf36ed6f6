package io.aiarco.asc.simulator.json;

/** The JSON value {@code null}, so that read maps hold no Java null. */
public enum JsonNull {
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
