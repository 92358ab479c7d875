package io.vesper.replication;

import java.util.ArrayList;
import java.util.List;

/** Where the parts of the protocol put what they want done. */
final class Out {
    private final List<Effect> effects = new ArrayList<>();
    private long tokens;

    /** @param purpose one letter, by which the outcome finds its way back */
    String publish(char purpose, Message message) {
        String token = purpose + Long.toString(++tokens);
        effects.add(new Effect.Publish(token, message));
        return token;
    }

    void emit(Effect effect) {
        effects.add(effect);
    }

    List<Effect> take() {
        List<Effect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }
}
