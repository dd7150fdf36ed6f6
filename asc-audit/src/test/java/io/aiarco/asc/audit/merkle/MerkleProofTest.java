package io.aiarco.asc.audit.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.format.LeafHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MerkleProofTest {
  @TempDir Path folder;

  @Test
  void proofsOfTheTreeThatRfc6962DrawsNeedTheNodesItNames() {
    // RFC 6962 section 2.1.3: seven leaves; PATH(0), PATH(3), PATH(4), PATH(6).
    assertEquals(List.of(range(1, 2), range(2, 4), range(4, 7)), MerkleProof.inclusion(0, 7));
    assertEquals(List.of(range(2, 3), range(0, 2), range(4, 7)), MerkleProof.inclusion(3, 7));
    assertEquals(List.of(range(5, 6), range(6, 7), range(0, 4)), MerkleProof.inclusion(4, 7));
    assertEquals(List.of(range(4, 6), range(0, 4)), MerkleProof.inclusion(6, 7));
    // The same section: PROOF(3), PROOF(4), PROOF(6).
    assertEquals(
        List.of(range(2, 3), range(3, 4), range(0, 2), range(4, 7)), MerkleProof.consistency(3, 7));
    assertEquals(List.of(range(4, 7)), MerkleProof.consistency(4, 7));
    assertEquals(List.of(range(4, 6), range(6, 7), range(0, 4)), MerkleProof.consistency(6, 7));
  }

  @Property(tries = 200)
  void inclusionLeadsToTheRootFromItsOwnLeafOnly(
      @ForAll @IntRange(min = 1, max = 300) int size, @ForAll @IntRange(max = 299) int any) {
    int index = any % size;
    byte[] root = tree(size).root();
    List<byte[]> hashes = hashes(MerkleProof.inclusion(index, size), size);

    assertArrayEquals(root, MerkleProof.root(leaf(index), index, size, hashes));
    assertFalse(
        java.util.Arrays.equals(root, MerkleProof.root(leaf(index + 1), index, size, hashes)));
  }

  @Property(tries = 200)
  void consistencyHoldsForThePrefixOnly(
      @ForAll @IntRange(min = 1, max = 300) int size, @ForAll @IntRange(max = 299) int any) {
    int old = any % size + 1;
    byte[] root = tree(size).root();
    List<byte[]> hashes = hashes(MerkleProof.consistency(old, size), size);

    assertTrue(MerkleProof.isConsistent(old, tree(old).root(), size, root, hashes));
    assertFalse(MerkleProof.isConsistent(old, leaf(9_999), size, root, hashes));
    assertFalse(MerkleProof.isConsistent(old, tree(old).root(), size, leaf(9_999), hashes));
  }

  @Test
  void proofOutsideTheTreeOrOfAnotherLengthIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> MerkleProof.inclusion(7, 7));
    assertThrows(IllegalArgumentException.class, () -> MerkleProof.consistency(0, 7));
    assertThrows(IllegalArgumentException.class, () -> MerkleProof.consistency(8, 7));
    assertThrows(
        IllegalArgumentException.class, () -> MerkleProof.root(leaf(0), 0, 7, List.of(leaf(1))));
  }

  /** 70,000 leaves fill tiles of three levels: the sizes of the example in C2SP tlog-tiles. */
  @Test
  void tilesHaveEveryHashThatProofsNeed() throws Exception {
    int size = 70_000;
    TileWriter whole = TileWriter.open(folder, 0);
    for (int i = 0; i < 300; i++) {
      whole.append(leaf(i));
    }
    whole.flush();
    TileWriter resumed = TileWriter.open(folder, 300);
    for (int i = 300; i < size; i++) {
      resumed.append(leaf(i));
    }
    resumed.flush();

    assertEquals(112 * 32, Files.size(folder.resolve("tile/0/273.p/112")));
    assertEquals(256 * 32, Files.size(folder.resolve("tile/1/000")));
    assertEquals(17 * 32, Files.size(folder.resolve("tile/1/001.p/17")));
    assertEquals(32, Files.size(folder.resolve("tile/2/000.p/1")));
    byte[] root = tree(size).root();
    for (int index : new int[] {0, 1, 255, 256, 65_535, 65_536, 69_887, 69_999}) {
      RangeHashes hashes = new RangeHashes();
      List<LeafRange> path = MerkleProof.inclusion(index, size);
      hashes.want(path);
      new TileReader(folder, size).supply(hashes);
      assertEquals(java.util.Set.of(), hashes.missing());
      List<byte[]> found = path.stream().map(r -> hashes.hash(r).orElseThrow()).toList();
      assertArrayEquals(root, MerkleProof.root(leaf(index), index, size, found));
    }
  }

  @Test
  void tileOfALongIndexLiesInFoldersOfThreeDigits() {
    assertEquals(Path.of("tile/1/x001/x234/067"), new TileName(1, 1_234_067, 256).in(Path.of("")));
    assertEquals(Path.of("tile/0/000.p/7"), new TileName(0, 0, 7).in(Path.of("")));
  }

  private static LeafRange range(long from, long to) {
    return new LeafRange(from, to);
  }

  private static byte[] leaf(int index) {
    return LeafHash.sha256()
        .digest(("leaf " + index).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Frontier tree(int size) {
    Frontier tree = new Frontier();
    for (int i = 0; i < size; i++) {
      tree.append(leaf(i));
    }
    return tree;
  }

  private static List<byte[]> hashes(List<LeafRange> path, int size) {
    RangeHashes hashes = new RangeHashes();
    hashes.want(path);
    Frontier tree = new Frontier();
    for (int i = 0; i < size; i++) {
      tree.append(leaf(i), hashes);
    }
    List<byte[]> found = new ArrayList<>();
    path.forEach(range -> found.add(hashes.hash(range).orElseThrow()));
    return found;
  }
}
