package io.vesper.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "status --set broker_password=hunter2",
                "status --set 'brokerPassword=hunter2'",
                "set a passcode=x",
                "put '{\"id\":\"a\",\"secret\": \"x\"}'",
                "put {\"apiKey\":\"x\"}",
                "broker test tls://me:pw@host:61614",
                "set a access_token=1",
            })
    void a_line_with_a_secret_is_recognised(String line) {
        assertThat(Secrets.in(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get pump-1",
                "broker test tls://host:61614",
                "set pump-1 state=running",
                "log --branch 0A -n 20",
                "set passage-1 width=2",
            })
    void an_ordinary_line_is_not(String line) {
        assertThat(Secrets.in(line)).isFalse();
    }
}
