package io.vesper.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vesper.document.Failure;
import io.vesper.document.VesperException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @ParameterizedTest
    @CsvSource({
        "localhost:61613, localhost, 61613, false, localhost:61613",
        "localhost, localhost, 61613, false, localhost:61613",
        "'  Broker.Example:1  ', broker.example, 1, false, broker.example:1",
        "tls://broker.example:61614, broker.example, 61614, true, tls://broker.example:61614",
        "TLS://broker.example, broker.example, 61613, true, tls://broker.example:61613",
        "stomp+ssl://b:2, b, 2, true, tls://b:2",
        "tcp://b:2, b, 2, false, b:2",
        "my_broker_1:61613, my_broker_1, 61613, false, my_broker_1:61613",
        "127.0.0.1:65535, 127.0.0.1, 65535, false, 127.0.0.1:65535",
        "[::1]:61613, ::1, 61613, false, [::1]:61613",
        "[FE80::1%eth0], fe80::1%eth0, 61613, false, [fe80::1%eth0]:61613",
        "tls://[2001:db8::7]:443, 2001:db8::7, 443, true, tls://[2001:db8::7]:443",
    })
    void an_address_is_read_and_printed(String text, String host, int port, boolean tls, String printed) {
        HostPort address = HostPort.parse(text);

        assertThat(address).isEqualTo(new HostPort(host, port, tls)).hasToString(printed);
        assertThat(HostPort.parse(printed)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                ":61613",
                "host:",
                "host:0",
                "host:65536",
                "host:999999999999",
                "host:-1",
                "host:+1",
                "host:six",
                "host:61613/path",
                "user@host:61613",
                "::1",
                "::1:61613",
                "[::1",
                "[host]:1",
                "[]:1",
                "[::1]x",
                "tls://",
                "http://host:80",
                "ho st:1",
                "host:61 613",
                "-host:1",
                "host-:1",
                "61613",
                "häuser:1",
                "a:1,b:2"
            })
    void what_is_no_address_is_refused_with_the_text_the_reason_and_an_example(String text) {
        assertThatThrownBy(() -> HostPort.parse(text))
                .isInstanceOfSatisfying(VesperException.class, e -> {
                    assertThat(e.failure()).isEqualTo(Failure.CONFIGURATION);
                    assertThat(e.hint()).contains("localhost:61613");
                })
                .hasMessageStartingWith("not a broker address: \"")
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_list_keeps_its_order_and_names_each_host_once() {
        assertThat(HostPort.parseList("b:1, a:2,tls://b:1 ,B:1"))
                .extracting(HostPort::toString)
                .containsExactly("b:1", "a:2", "tls://b:1");
    }

    @Test
    void an_empty_place_in_a_list_is_refused() {
        assertThatThrownBy(() -> HostPort.parseList("a:1,,b:2"))
                .isInstanceOf(VesperException.class)
                .hasMessageContaining("it names no host");
    }
}
