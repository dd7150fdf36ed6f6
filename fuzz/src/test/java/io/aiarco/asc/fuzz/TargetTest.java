package io.aiarco.asc.fuzz;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The laws of every target on its seeds, and on seeds with bytes changed, lost and doubled. */
class TargetTest {
  private static final List<List<byte[]>> SEEDS =
      Arrays.stream(Target.values()).map(Seeds::of).toList();

  @ParameterizedTest
  @EnumSource(Target.class)
  void lawsHoldOnEverySeed(Target target) throws Exception {
    List<byte[]> seeds = Seeds.of(target);

    assertTrue(seeds.size() >= 10, target + ": " + seeds.size() + " seeds");
    for (byte[] seed : seeds) {
      target.take(seed);
    }
  }

  @Property(tries = 2_000)
  void lawsHoldOnDamagedSeeds(@ForAll Target target, @ForAll long damage) throws Exception {
    Random random = new Random(damage);
    List<byte[]> seeds = SEEDS.get(target.ordinal());

    target.take(damaged(seeds.get(random.nextInt(seeds.size())), random));
  }

  @Test
  void whatGrowsFasterThanItsInputIsSeen() {
    List<byte[]> kept = new ArrayList<>();

    assertThrows(
        IllegalStateException.class, () -> Allocation.check(1, () -> kept.add(new byte[4 << 20])));
  }

  private static byte[] damaged(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 2; i--) {
      int at = random.nextInt(bytes.length - 1);
      int count = Math.min(bytes.length - at, 1 + random.nextInt(40));
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = joined(bytes, at, at + count);
        default -> bytes = joined(bytes, at + count, at);
      }
    }
    return bytes;
  }

  /** Everything before {@code end}, then everything from {@code begin}: a piece lost or doubled. */
  private static byte[] joined(byte[] bytes, int end, int begin) {
    byte[] joined = Arrays.copyOf(bytes, end + bytes.length - begin);
    System.arraycopy(bytes, begin, joined, end, bytes.length - begin);
    return joined;
  }
}
