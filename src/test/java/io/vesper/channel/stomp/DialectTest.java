package io.vesper.channel.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {
    @ParameterizedTest
    @CsvSource({
        "ActiveMQ/6.3.1, 1.2, activemq",
        "ActiveMQ-Artemis/2.40.0 ActiveMQ Artemis Messaging Engine, 1.2, artemis",
        "RabbitMQ/3.10.8, 1.2, rabbitmq",
        ", 1.1, coilmq",
        ", , morbidq",
        "stompserver/0.9, 1.0, unknown",
    })
    void a_broker_is_known_by_what_it_says_of_itself(
            @Nullable String server, @Nullable String version, String dialect) {
        assertThat(Dialect.of(server, version).name()).isEqualTo(dialect);
    }

    @Test
    void every_dialect_is_found_by_its_name() {
        for (String name : List.of("activemq", "artemis", "rabbitmq", "coilmq", "morbidq", "unknown", " ActiveMQ ")) {
            assertThat(Dialect.named(name).name()).isEqualToIgnoringCase(name.strip());
        }
    }

    @Test
    void an_unknown_name_is_answered_with_the_known_ones() {
        assertThatThrownBy(() -> Dialect.named("kafka")).isInstanceOfSatisfying(VesperException.class, e -> {
            assertThat(e.failure()).isEqualTo(Failure.CONFIGURATION);
            assertThat(e.hint()).contains("activemq, artemis, rabbitmq, coilmq, morbidq, unknown");
        });
    }
}
