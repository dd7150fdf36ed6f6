package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.checkpoint.Vkey;
import io.aiarco.asc.audit.checkpoint.WitnessKey;
import io.aiarco.asc.audit.deposit.KeptCheckpoint;
import io.aiarco.asc.audit.deposit.TimestampToken;
import io.aiarco.asc.audit.format.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an auditor got from elsewhere; nothing inside a log is trusted by itself. Immutable. */
record Trust(
    List<Vkey> vkeys, List<Note> notes, List<WitnessKey> witnesses, Set<X509Certificate> roots) {
  Trust {
    vkeys = List.copyOf(vkeys);
    notes = List.copyOf(notes);
    witnesses = List.copyOf(witnesses);
    roots = Set.copyOf(roots);
  }

  /** Reads keys and files. */
  static Trust read(Outside outside) throws IOException, FormatException {
    List<Vkey> vkeys = new ArrayList<>();
    for (String vkey : outside.vkeys()) {
      vkeys.add(Vkey.parse(vkey));
    }
    List<Note> notes = new ArrayList<>();
    for (Path checkpoint : outside.checkpoints()) {
      notes.add(Note.parseFile(checkpoint));
    }
    List<WitnessKey> witnesses = new ArrayList<>();
    for (String witness : outside.witnesses()) {
      witnesses.add(WitnessKey.parse(witness));
    }
    Set<X509Certificate> roots = new HashSet<>();
    for (Path authority : outside.authorities()) {
      roots.addAll(TimestampToken.roots(Files.readAllBytes(authority)));
    }
    return new Trust(vkeys, notes, witnesses, roots);
  }

  /** What lies beside the log in {@code folder}; nothing when no key could vouch for it. */
  List<KeptCheckpoint> keptIn(Path folder) throws IOException, FormatException {
    return witnesses.isEmpty() && roots.isEmpty() ? List.of() : KeptCheckpoint.read(folder);
  }

  /**
   * This, and those of {@code kept} that a witness or authority from elsewhere vouches for: as good
   * as if they had been handed over themselves.
   */
  Trust with(List<KeptCheckpoint> kept, Findings findings) {
    List<Note> all = new ArrayList<>(notes);
    for (KeptCheckpoint each : kept) {
      findings.attempt(
          each.note().size(),
          () -> {
            if (each.isVouchedFor(witnesses, roots)) {
              all.add(each.note());
            }
          });
    }
    return new Trust(vkeys, all, witnesses, roots);
  }
}
