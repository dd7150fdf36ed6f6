package io.aiarco.asc.audit.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.audit.format.LeafHash;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class FrontierTest {
  /** Inputs and roots of the certificate-transparency reference implementation's tests. */
  private static final List<String> INPUTS =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static byte[] leaf(byte[] input) {
    return LeafHash.of(LeafHash.sha256(), input, 0, input.length);
  }

  @Example
  void rootsAreThoseOfTheReferenceImplementation() {
    Frontier frontier = new Frontier();
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        HexFormat.of().formatHex(frontier.root()));
    for (int i = 0; i < INPUTS.size(); i++) {
      frontier.append(leaf(HexFormat.of().parseHex(INPUTS.get(i))));
      assertEquals(ROOTS.get(i), HexFormat.of().formatHex(frontier.root()));
    }
  }

  @Property
  void theFrontierGivesTheRootOfTheDefinition(@ForAll @Size(max = 70) List<byte[]> inputs) {
    Frontier frontier = new Frontier();
    List<byte[]> leaves = inputs.stream().map(FrontierTest::leaf).toList();
    leaves.forEach(frontier::append);

    assertArrayEquals(definition(leaves), frontier.root());
    Frontier again = new Frontier(frontier.size(), frontier.subtrees());
    assertArrayEquals(frontier.root(), again.root());
  }

  /** RFC 6962 section 2.1, word for word. */
  private static byte[] definition(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return LeafHash.sha256().digest();
    }
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    var digest = LeafHash.sha256();
    digest.update((byte) 1);
    digest.update(definition(leaves.subList(0, k)));
    return digest.digest(definition(leaves.subList(k, leaves.size())));
  }
}
