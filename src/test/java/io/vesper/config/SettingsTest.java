package io.vesper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> overrides = new ArrayList<>();
    private Optional<String> named = Optional.empty();

    @Test
    void the_example_of_the_contract_is_read() throws IOException {
        file("""
                branch_id: 0A
                trunk_id: plant
                save_history: false
                storage_path: ./data
                replication_hosts: [localhost:61613, backup.example:61613]
                replication_channel: VESPER_DATA
                send_stomp_ack: false
                """);

        Config config = config();

        assertThat(config.branchId()).isEqualTo("0A");
        assertThat(config.trunkId()).isEqualTo("plant");
        assertThat(config.saveHistory()).isFalse();
        assertThat(config.storagePath()).isEqualTo(folder.resolve("data"));
        assertThat(config.broker().hosts()).containsExactly("localhost:61613", "backup.example:61613");
        assertThat(config.broker().sendAck()).isFalse();
    }

    @Test
    void defaults_stand_where_nobody_said_anything() throws IOException {
        file("branch_id: 0A\n");

        Config config = config();

        assertThat(config.trunkId()).isEqualTo("0A");
        assertThat(config.saveHistory()).isTrue();
        assertThat(config.broker().sendAck()).isTrue();
        assertThat(config.storagePath()).isEqualTo(folder.resolve("data"));
        assertThat(config.broker().channel()).isEqualTo("VESPER_DATA");
        assertThat(config.author()).isEmpty();
    }

    @Test
    void the_command_line_stands_above_the_environment_above_the_file() throws IOException {
        file("branch_id: file\ntrunk_id: file\nauthor: file\n");
        environment.put("VESPER_BRANCH_ID", "environment");
        environment.put("VESPER_TRUNK_ID", "environment");
        overrides.add("branch_id=first");
        overrides.add("branchId=last");

        Settings settings = read();

        assertThat(settings.of(Key.BRANCH_ID).orElseThrow().value()).isEqualTo("last");
        assertThat(settings.of(Key.BRANCH_ID).orElseThrow().origin()).hasToString("--set");
        assertThat(settings.of(Key.TRUNK_ID).orElseThrow().origin()).hasToString("VESPER_TRUNK_ID");
        assertThat(settings.of(Key.AUTHOR).orElseThrow().origin()).hasToString("vesper.yaml:3");
        assertThat(settings.of(Key.SAVE_HISTORY).orElseThrow().origin()).hasToString("default");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replication_hosts: \"a:1,tls://b:2\"",
                "replicationHosts: [a:1, \"tls://b:2\"]",
                "replication_hosts: [[a, 1], [\"tls://b\", 2]]",
                "replication_hosts:\n  - a:1\n  - tls://b:2\n"
            })
    void hosts_are_read_in_every_form_they_were_ever_written(String line) throws IOException {
        file("branch_id: 0A\n" + line);

        assertThat(config().broker().hosts()).containsExactly("a:1", "tls://b:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "1e3", "0x0A", "1_000", "no", "true", "2001-12-14"})
    void an_id_that_yaml_might_take_for_something_else_keeps_its_text(String id) throws IOException {
        file("branch_id: " + id);

        assertThat(config().branchId()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "brach_id: 0A | vesper.yaml:1: unknown key 'brach_id'; did you mean 'branch_id'?",
                "BranchId: 0A | vesper.yaml:1: unknown key 'BranchId'; did you mean 'branch_id'?",
                "colour: red | vesper.yaml:1: unknown key 'colour'; `vesper config show` lists the keys",
                "save_history: maybe | vesper.yaml:1: save_history: 'maybe' does not fit; allowed: true or false",
                "branch_id: [a, b] | vesper.yaml:1: branch_id: ['a', 'b'] does not fit; allowed: 1 to 32 characters of A-Z a-z 0-9 _ -",
                "branch_id: | vesper.yaml:1: branch_id: no value does not fit; allowed: 1 to 32 characters of A-Z a-z 0-9 _ -",
                "broker_password: {s: cret} | vesper.yaml:1: broker_password: the value does not fit; allowed: one line of text, at most 200 characters",
                "replication_hosts: [] | vesper.yaml:1: replication_hosts: [] does not fit; allowed: host:port, or a list of them; tls://host:port for TLS; ports are 1 to 65535",
                "replication_hosts: a:99999 | vesper.yaml:1: replication_hosts: 'a:99999' does not fit; allowed: host:port, or a list of them; tls://host:port for TLS; ports are 1 to 65535",
                "dialect: kafka | vesper.yaml:1: dialect: 'kafka' does not fit; allowed: one of auto, activemq, artemis, rabbitmq, coilmq, morbidq, unknown",
            })
    void a_mistake_is_one_line_with_its_place_and_what_is_allowed(String line, String message) throws IOException {
        file(line + "\n");

        assertThat(read().problems()).containsExactly(message.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"''", ":1", "a:0", "a:65536", "a:b", "http://a:1", "a b:1", "'::1'", "a:1:2", "61613", "a:1,"})
    void what_is_no_host_is_refused(String hosts) throws IOException {
        file("branch_id: 0A\nreplication_hosts: " + hosts);

        assertThat(read().problems()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.1:5", "'[::1]:61613'", "tls://broker_2.example:61614", "tcp://b"})
    void every_usual_form_of_a_host_is_taken(String host) throws IOException {
        file("branch_id: 0A\nreplication_hosts: " + host);

        assertThat(config().broker().hosts()).hasSize(1);
    }

    @Test
    void a_key_that_is_set_twice_is_a_mistake_whatever_its_spelling() throws IOException {
        file("branch_id: 0A\nbranchId: 0B\n");

        assertThat(read().problems()).containsExactly("vesper.yaml:2: branchId is set twice, in line 1 too");
    }

    @Test
    void all_mistakes_are_found_and_the_first_is_thrown() throws IOException {
        file("branch_id: 0A\nx: 1\ny: 2\n");

        assertThat(read().problems()).hasSize(2);
        assertThatThrownBy(this::config)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("vesper.yaml:2: unknown key 'x'")
                .hasMessageEndingWith("(and 1 more: see `vesper config check`)");
    }

    @Test
    void a_variable_that_resembles_a_key_is_a_mistake_and_one_of_somebody_else_is_not() throws IOException {
        file("branch_id: 0A\n");
        environment.put("VESPER_BRANCHID", "0B");
        environment.put("VESPER_SERVICE_HOST", "10.0.0.1");
        environment.put("VESPER_PORT_80_TCP", "tcp://10.0.0.1:80");

        assertThat(read().problems())
                .containsExactly("environment: no setting is named VESPER_BRANCHID; did you mean VESPER_BRANCH_ID?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "branch_id: [a",
                "- a\n- b\n",
                "branch_id: a\n---\nbranch_id: b\n",
                "\tbranch_id: a",
                "a: *b",
                "x"
            })
    void what_is_no_flat_yaml_is_told_with_its_line(String text) throws IOException {
        file(text);

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching("vesper\\.yaml:\\d+: .+")
                .hasMessageNotContaining("\n");
    }

    @Test
    void an_alias_is_refused_before_it_can_grow() throws IOException {
        file("branch_id: &id 0A\ntrunk_id: *id\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("vesper.yaml:2: '*id' refers to another place; write the value here instead");
    }

    @Test
    void files_are_looked_for_here_then_with_the_user_then_with_the_system() throws IOException {
        Path home = folder.resolve("home");
        file(folder.resolve("etc/vesper.yaml"), "branch_id: system\n");
        assertThat(config().branchId()).isEqualTo("system");

        file(home.resolve(".config/vesper/vesper.yaml"), "branch_id: user\n");
        assertThat(config().branchId()).isEqualTo("user");

        environment.put("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
        file(folder.resolve("xdg/vesper/vesper.yaml"), "branch_id: xdg\n");
        assertThat(config().branchId()).isEqualTo("xdg");

        file("branch_id: here\n");
        assertThat(config().branchId()).isEqualTo("here");

        environment.put("VESPER_CONFIG", "variable.yaml");
        file(folder.resolve("variable.yaml"), "branch_id: variable\n");
        assertThat(config().branchId()).isEqualTo("variable");

        named = Optional.of("named.yaml");
        file(folder.resolve("named.yaml"), "branch_id: named\n");
        assertThat(config().branchId()).isEqualTo("named");
    }

    @Test
    void a_named_file_that_is_not_there_is_never_replaced_by_another() throws IOException {
        file("branch_id: 0A\n");
        named = Optional.of("gone.yaml");

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("--config: there is no file gone.yaml");
    }

    @Test
    void without_any_file_the_first_step_is_named() {
        assertThatThrownBy(this::config)
                .isInstanceOf(ConfigException.class)
                .hasMessage("no vesper.yaml here; make one with `vesper init --branch ID`, or name one with --config");
    }

    @Test
    void brokers_can_be_asked_about_without_a_branch() {
        assertThat(read().broker().hosts()).containsExactly("localhost:61613");
    }

    @Test
    void relative_paths_are_seen_from_where_they_were_written() throws IOException {
        file(folder.resolve("etc/vesper.yaml"), "branch_id: 0A\nstorage_path: here\n");
        assertThat(config().storagePath()).isEqualTo(folder.resolve("etc/here"));

        overrides.add("storage_path=there");
        assertThat(config().storagePath()).isEqualTo(folder.resolve("there"));

        overrides.add("storage_path=~/mine");
        assertThat(config().storagePath()).isEqualTo(folder.resolve("home/mine"));
    }

    @Test
    void a_secret_is_never_shown() throws IOException {
        file("branch_id: 0A\nbroker_password: hunter2\n");

        assertThat(read().of(Key.BROKER_PASSWORD).orElseThrow().shown()).doesNotContain("hunter2");
        assertThat(config().toString()).doesNotContain("hunter2");
        assertThat(config().broker().passcode().orElseThrow().reveal()).isEqualTo("hunter2");
    }

    @Test
    void a_passcode_is_read_from_its_file_when_it_is_needed() throws IOException {
        file("branch_id: 0A\nbroker_password_file: secret\n");
        assertThatThrownBy(() -> config().broker().passcode())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("secret");

        file(folder.resolve("secret"), "hunter2\n");
        assertThat(config().broker().passcode().orElseThrow().reveal()).isEqualTo("hunter2");
    }

    @Test
    void the_template_says_what_was_asked_for_and_nothing_else() throws IOException {
        file(new ConfigTemplate("0B", Optional.empty(), Optional.of("PLANT"), Optional.of(List.of("a:1", "tls://b:2")))
                .render());

        assertThat(read().all().stream()
                        .filter(setting -> !setting.origin().text().equals("default")))
                .extracting(Setting::key)
                .containsExactly(Key.BRANCH_ID, Key.REPLICATION_HOSTS, Key.REPLICATION_CHANNEL);
        assertThat(config().branchId()).isEqualTo("0B");
        assertThat(config().broker().hosts()).hasSize(2);
    }

    @Test
    void every_key_stands_in_the_template() {
        String template = new ConfigTemplate("0B", Optional.empty(), Optional.empty(), Optional.empty()).render();

        for (Key key : Key.values()) {
            if (key != Key.BROKER_PASSWORD) {
                assertThat(template).contains(key.text() + ": ");
            }
        }
    }

    private Settings read() {
        return Settings.read(new ConfigSources(
                named, overrides, environment, folder, folder.resolve("home"), folder.resolve("etc")));
    }

    private Config config() {
        return read().config();
    }

    private void file(String text) throws IOException {
        file(folder.resolve("vesper.yaml"), text);
    }

    private static void file(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
