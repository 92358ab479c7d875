package io.vesper.channel.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.channel.HostPort;
import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StompSettingsTest {
    private static final List<HostPort> HOSTS = List.of(HostPort.parse("localhost"));

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "a>", "*", "ä", "a\nb"})
    void a_channel_name_that_brokers_read_differently_is_refused(String name) {
        assertThatThrownBy(() -> StompSettings.of(name, HOSTS))
                .isInstanceOfSatisfying(
                        VesperException.class, e -> assertThat(e.failure()).isEqualTo(Failure.CONFIGURATION));
    }

    @Test
    void a_channel_without_hosts_says_which_key_to_set() {
        assertThatThrownBy(() -> StompSettings.of("VESPER_DATA", List.of()))
                .isInstanceOfSatisfying(
                        VesperException.class, e -> assertThat(e.hint()).contains("replication_hosts"));
    }

    @Test
    void what_cannot_stand_in_a_header_is_refused_without_showing_a_secret() {
        StompSettings settings = StompSettings.of("VESPER_DATA", HOSTS);

        assertThatThrownBy(() -> settings.withLogin("me", "geheim\nü"))
                .isInstanceOf(VesperException.class)
                .hasMessageContaining("passcode")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> settings.withDurableName("a\nb")).isInstanceOf(VesperException.class);
        assertThatThrownBy(() -> settings.withSelector("a = 'ü'", Map.of())).isInstanceOf(VesperException.class);
        assertThat(settings.withLogin("me", "geheim").toString()).doesNotContain("geheim");
    }
}
