package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.checkpoint.SigningKey;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.State;
import io.aiarco.asc.audit.merkle.Frontier;
import io.aiarco.asc.call.Ulid;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A log ready to be appended to: made new, or an old one with its torn tail cut and kept aside.
 * Single-thread.
 */
final class OpenLog {
  private final JournalConfig config;
  private final Disk disk;
  private final Path folder;
  private final Origin origin;
  private final SigningKey key;
  private final Drafts drafts;
  private final State state;
  private final Frontier frontier;
  private final Chain chain;
  private final Placed placed = new Placed();
  private final List<Draft> opening = new ArrayList<>();
  private Segment segment;
  private Checkpoints checkpoints;
  private Instant segmentOpened;

  /** A new log, which begins with {@code first}. */
  private OpenLog(
      JournalConfig config,
      Path folder,
      Origin origin,
      SigningKey key,
      Drafts drafts,
      State state,
      List<Draft> first)
      throws IOException {
    this.config = config;
    this.disk = config.disk();
    this.folder = folder;
    this.origin = origin;
    this.key = key;
    this.drafts = drafts;
    this.state = state;
    this.frontier = new Frontier();
    this.segmentOpened = config.clock().instant();
    this.chain =
        new Chain(
            origin,
            0,
            HexFormat.of().formatHex(LeafHash.genesis(origin.toString())),
            new Ulid(config.clock(), config.random()),
            new Nonces(config.random()),
            Map.of(),
            Set.of());
    this.segment = begin(first, 0);
    this.checkpoints = new Checkpoints(config, folder, origin.toString(), key, 0, 0);
  }

  /** An old log. */
  private OpenLog(
      JournalConfig config,
      String boot,
      Path folder,
      LogEnd end,
      SigningKey key,
      SigningKey[] before)
      throws IOException {
    this.config = config;
    this.disk = config.disk();
    this.folder = folder;
    this.origin = end.origin();
    this.key = key;
    this.drafts = drafts(config, origin);
    this.state = end.state();
    this.frontier = end.frontier();
    this.segmentOpened = end.segmentOpened();
    List<TornFile> torn = new TornTail(disk, folder, end).cut();
    this.chain =
        new Chain(
            origin,
            end.nextSeq(),
            end.head(),
            Ulid.after(end.lastId(), config.clock(), config.random()),
            new Nonces(config.random()),
            state.nextOfTenant(),
            end.isSealed() ? Set.of() : end.tenantsOfSegment());
    this.checkpoints =
        new Checkpoints(
            config, folder, origin.toString(), key, end.noteBytes(), end.checkpointSize());
    if (end.newestNote().isPresent()) {
      checkpoints.restore(end.newestNote().get());
    }
    if (before.length > 0) {
      checkpoints.sign(frontier, false, before); // at once, so that no segment begins before
    }
    if (end.isSealed()) {
      this.segment = next(); // the last process ended between sealing and the next segment
    } else {
      this.segment =
          Segment.reopen(
              disk, folder, end.firstSeq(), end.recordBytes(), config.preallocateBytes());
    }
    opening.add(drafts.processStart(boot, config.version(), end.isClean()));
    torn.forEach(file -> opening.add(drafts.recovery(file)));
    state.fold().openCalls().values().forEach(call -> opening.add(drafts.calls().orphan(call)));
  }

  static Drafts drafts(JournalConfig config, Origin origin) {
    return new Drafts(origin.keyName(), config.clock());
  }

  /** Makes the log {@code origin} in {@code folder}. */
  static OpenLog create(
      JournalConfig config, String boot, Path folder, Origin origin, SigningKey key)
      throws IOException {
    config.disk().createFolders(folder);
    removeTemporary(config.disk(), folder);
    Drafts drafts = drafts(config, origin);
    List<Draft> first =
        List.of(
            drafts.logOpen(key.vkey().toString(), config.version()),
            drafts.processStart(boot, config.version(), true));
    return new OpenLog(config, folder, origin, key, drafts, new State(), first);
  }

  /**
   * What the next epoch goes on from.
   *
   * @param tree over the records that count
   * @param opening what they add up to
   * @param key the one in force, which goes on signing
   */
  record Predecessor(Origin origin, Frontier tree, State opening, SigningKey key, Drafts drafts) {}

  /** This log up to its last durable record, with the calls of this process still open. */
  Predecessor predecessor() {
    State opening = state.opening(state.fold().openCalls().keySet());
    return new Predecessor(origin, frontier, opening, key, drafts);
  }

  /**
   * Makes the next epoch of a log that cannot go on: it takes over where that ends.
   *
   * @param folder the next epoch's
   * @param why what the new log says of its own begin, durable with it
   */
  static OpenLog succeed(
      JournalConfig config, String boot, Path folder, Predecessor before, List<Draft> why)
      throws IOException {
    Disk disk = config.disk();
    disk.createFolders(folder);
    for (String leftBehind : disk.list(folder)) {
      disk.delete(folder.resolve(leftBehind)); // by an attempt that failed
    }
    byte[] bytes = before.opening.toBytes();
    disk.replace(folder.resolve(LogFiles.state(0)), bytes);
    Drafts drafts = before.drafts;
    List<Draft> first = new ArrayList<>();
    first.add(
        drafts.logOpen(
            before.key.vkey().toString(),
            config.version(),
            before.origin,
            before.tree,
            LeafHash.hex(bytes)));
    first.add(drafts.processStart(boot, config.version(), false));
    first.addAll(why);
    Origin origin = before.origin.withEpoch(before.origin.epoch() + 1);
    return new OpenLog(config, folder, origin, before.key, drafts, before.opening, first);
  }

  /**
   * Goes on with the log whose end was read.
   *
   * @throws FormatException when a key that has to sign is not there
   */
  static OpenLog reopen(JournalConfig config, String boot, Path folder, LogEnd end)
      throws IOException, FormatException {
    SigningKey key = requiredKey(config, end.origin(), end.vkey());
    List<SigningKey> before = new ArrayList<>();
    for (String vkey : end.rotated()) {
      before.add(requiredKey(config, end.origin(), vkey));
    }
    removeTemporary(config.disk(), folder);
    Path root = Disk.folderOf(Disk.folderOf(folder));
    // A process that ended before it forced a folder has left names in it that may yet be lost.
    for (Path made = folder; made.startsWith(root); made = Disk.folderOf(made)) {
      config.disk().forceFolder(made);
    }
    return new OpenLog(config, boot, folder, end, key, before.toArray(new SigningKey[0]));
  }

  private static SigningKey requiredKey(JournalConfig config, Origin origin, String vkey)
      throws FormatException {
    SigningKey key = key(config, origin, vkey);
    FormatException.require(
        key.vkey().toString().equals(vkey),
        "signing key: " + key.vkey() + " (expected: the key in force, " + vkey + ")");
    return key;
  }

  /** The log's key that is {@code vkey}, or else the newest. */
  static SigningKey key(JournalConfig config, Origin origin, String vkey) {
    return new KeyFiles(config.keys(), config.random())
        .signingKey(origin.writer(), origin.keyName(), vkey);
  }

  private static void removeTemporary(Disk disk, Path folder) throws IOException {
    for (String name : disk.list(folder)) {
      if (name.endsWith(LogFiles.TEMPORARY)) {
        disk.delete(folder.resolve(name));
      }
    }
  }

  /** Begins a segment with {@code first}, which become durable together. */
  private Segment begin(List<Draft> first, long seq) throws IOException {
    segmentOpened = config.clock().instant();
    place(first);
    Segment made = Segment.create(disk, folder, seq, placed, config.preallocateBytes());
    take(first);
    return made;
  }

  /** Begins the segment after a sealed one: its state file first, then its first record. */
  private Segment next() throws IOException {
    long seq = chain.nextSeq();
    Instant drop =
        state.noEarlierDrop(
            config.clock().instant().minus(config.accountsKept()).truncatedTo(ChronoUnit.SECONDS));
    byte[] bytes = state.toBytesAfter(drop);
    disk.replace(folder.resolve(LogFiles.state(seq)), bytes);
    List<String> subtrees = frontier.subtrees().stream().map(HexFormat.of()::formatHex).toList();
    return begin(
        List.of(
            drafts.segmentOpen(seq, subtrees, LeafHash.hex(bytes), drop, key.vkey().toString())),
        seq);
  }

  /** Gives records their places and makes them durable. */
  void append(List<Draft> drafts) throws IOException {
    place(drafts);
    segment.append(placed);
  }

  /** Counts in what was just made durable: chain, state and tree. */
  void take(List<Draft> drafts) {
    chain.durable(chain.nextSeq() - 1);
    placed.leaves().forEach(frontier::append);
    drafts.forEach(draft -> draft.apply(state));
  }

  private void place(List<Draft> drafts) {
    placed.clear();
    drafts.forEach(draft -> chain.append(draft, placed));
  }

  /** Writes records of the journal's own. */
  void write(List<Draft> own) throws IOException {
    append(own);
    take(own);
  }

  /** Ends the open segment and begins the next. */
  void roll() throws IOException {
    write(tallies());
    chain.endSegment(); // the tallies themselves count in no segment
    segment.seal();
    checkpoints.sign(frontier, true);
    segment = next();
  }

  /** Ends the log for this process; the tallies say that each tenant's slice ends here too. */
  void finish() throws IOException {
    List<Draft> last = tallies();
    last.add(drafts.bare("log.close", null));
    write(last);
    segment.trim();
    checkpoints.sign(frontier, true);
  }

  private List<Draft> tallies() {
    List<Draft> tallies = new ArrayList<>();
    chain.endSegment().forEach(tenant -> tallies.add(drafts.bare("tenant.tally", tenant)));
    return tallies;
  }

  /** Closes the files, whatever state they are in. */
  void closeFiles() throws IOException {
    try {
      segment.close();
    } finally {
      checkpoints.close();
    }
  }

  Segment segment() {
    return segment;
  }

  Checkpoints checkpoints() {
    return checkpoints;
  }

  Frontier frontier() {
    return frontier;
  }

  State state() {
    return state;
  }

  Drafts drafts() {
    return drafts;
  }

  Origin origin() {
    return origin;
  }

  SigningKey key() {
    return key;
  }

  Path folder() {
    return folder;
  }

  /** The folder of all writers. */
  Path root() {
    return Disk.folderOf(Disk.folderOf(folder));
  }

  Instant segmentOpened() {
    return segmentOpened;
  }

  /** What must become durable before anything else; a new log has it already. */
  List<Draft> opening() {
    return opening;
  }
}
