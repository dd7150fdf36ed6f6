package io.aiarco.asc.audit.verify;

import java.nio.file.Path;
import java.util.List;

/**
 * What an auditor got from elsewhere: only what these vouch for is anchored. Immutable.
 *
 * @param vkeys verifier keys of logs, {@code name+id+key}
 * @param checkpoints files with one signed checkpoint each
 * @param witnesses verifier keys of witnesses, of type 0x04
 * @param authorities files with root certificates of time-stamp authorities, PEM or DER
 * @param registries folders of registries with their epochs: each must know the logs of the root,
 *     and they it
 */
public record Outside(
    List<String> vkeys,
    List<Path> checkpoints,
    List<String> witnesses,
    List<Path> authorities,
    List<Path> registries) {
  public Outside {
    vkeys = List.copyOf(vkeys);
    checkpoints = List.copyOf(checkpoints);
    witnesses = List.copyOf(witnesses);
    authorities = List.copyOf(authorities);
    registries = List.copyOf(registries);
  }
}
