package io.aiarco.asc.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A request that arrived, and how it ended as far as is known. A snapshot: immutable but for {@code
 * body}, which nobody may change.
 *
 * @param number position in the order of arrival, from 1
 * @param at when its last byte had been read
 * @param atNanos the same on {@link System#nanoTime}
 * @param model the model asked for; empty if the request could not be understood
 * @param stream whether events were asked for
 * @param stored whether the request let the provider keep the exchange; see {@link
 *     ReceivedRequest#stored}
 * @param headers by name, in any letter case, credentials included
 * @param status the HTTP status answered, 0 before any and where the script gave raw bytes
 * @param endedAtNanos when it ended, on {@link System#nanoTime}; 0 while it is {@link Ending#OPEN}
 */
public record Arrival(
    long number,
    Instant at,
    long atNanos,
    Dialect dialect,
    String method,
    String path,
    String model,
    boolean stream,
    boolean stored,
    Map<String, List<String>> headers,
    Body body,
    int status,
    Ending ending,
    long endedAtNanos) {

  /** How an exchange ended. */
  public enum Ending {
    /** The simulator is still waiting or answering. */
    OPEN,
    /** The whole response, be it an error, was handed to the operating system. */
    COMPLETED,
    /** The client went away first. */
    ABORTED,
    /** A fault ended it early: cut, reset, or too short. */
    CUT,
    /** The simulator was closed or taken down. */
    DOWN
  }

  /** The first value of a header, in any letter case; empty if it was not sent. */
  public String header(String name) {
    List<String> values = headers.get(name);
    return values == null ? "" : values.get(0);
  }

  Arrival ended(Ending how, int answered, long nanos) {
    return new Arrival(
        number, at, atNanos, dialect, method, path, model, stream, stored, headers, body, answered,
        how, nanos);
  }
}
