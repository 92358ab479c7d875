package io.vesper.store.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

class IdKeysTest {
    private static final String[] PIECES = {
        "", "a", "b", "pump-", "pump-1", "Z", "\u0000", "\u007f", "\u0080", "é", "\u07ff", "\u0800", "漢", "\uffff",
        "😀", "𝄞", "\ud800", "\udfff"
    };

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @Test
    void any_text_comes_back_and_sorts_as_texts_do() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String a = text(random);
            String b = text(random);
            assertThat(IdKeys.decode(IdKeys.encode(a))).isEqualTo(a);
            assertThat(Integer.signum(Arrays.compareUnsigned(IdKeys.encode(a), IdKeys.encode(b))))
                    .isEqualTo(Integer.signum(a.compareTo(b)));
        }
    }

    @Test
    void a_map_with_such_keys_does_what_any_sorted_map_does() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (DB db = DBMaker.memoryDB().concurrencyDisable().make()) {
            NavigableMap<String, Long> map = db.treeMap("map", IdKeys.KEYS, Serializer.LONG)
                    .valuesOutsideNodesEnable()
                    .createOrOpen();
            NavigableMap<String, Long> model = new TreeMap<>();
            for (int i = 0; i < 20_000; i++) {
                String key = text(random);
                switch (random.nextInt(6)) {
                    case 0 -> assertThat(map.remove(key)).as("seed %d", seed).isEqualTo(model.remove(key));
                    case 1 -> assertThat(map.higherKey(key)).as("seed %d", seed).isEqualTo(model.higherKey(key));
                    case 2, 3 -> assertThat(map.get(key)).as("seed %d", seed).isEqualTo(model.get(key));
                    default ->
                        assertThat(map.put(key, (long) i)).as("seed %d", seed).isEqualTo(model.put(key, (long) i));
                }
            }
            List<String> keys = new ArrayList<>(map.keySet());
            assertThat(keys).as("seed %d", seed).isEqualTo(new ArrayList<>(model.keySet()));
            assertThat(map).as("seed %d", seed).isEqualTo(model);
        }
    }
}
