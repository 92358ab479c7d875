package io.vesper.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.vesper.cli.session.Words;
import io.vesper.cli.shell.Tokenizer.Open;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    /** Words are shown between angle brackets, commands one after another between bars. */
    private static String shown(String line) {
        List<String> commands = new ArrayList<>();
        Tokenizer.of(line).commandLines().forEach(words -> commands.add("<" + String.join("><", words) + ">"));
        return String.join("|", commands);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "get pump-1 ~ <get><pump-1>",
                "   get\t pump-1   ~ <get><pump-1>",
                "get 'pump 1' ~ <get><pump 1>",
                "get \"pump 1\" ~ <get><pump 1>",
                "get pump\\ 1 ~ <get><pump 1>",
                "get 'a'\"b\"c ~ <get><abc>",
                "get '' ~ <get><>",
                "get \"\" ~ <get><>",
                "get 'a\\b\"c' ~ <get><a\\b\"c>",
                "get \"a\\\"b\\\\c\\$d\\e\" ~ <get><a\"b\\c$d\\e>",
                "get \\'a\\' ~ <get><'a'>",
                "get 'it'\\''s' ~ <get><it's>",
                "get a; get b ~ <get><a>|<get><b>",
                ";; get a ;; ~ <get><a>",
                "get 'a;b' ~ <get><a;b>",
                "get a\\;b ~ <get><a;b>",
                "get a # what stands here; is not read 'either ~ <get><a>",
                "get a#1 ~ <get><a#1>",
                "get '#a' ~ <get><#a>",
                "get \\#a ~ <get><#a>",
                "get $HOME `ls` *.json ~ <get><$HOME><`ls`><*.json>",
            })
    void a_line_is_taken_apart_as_sh_does_it(String line, String words) {
        assertThat(shown(line)).isEqualTo(words);
        assertThat(Tokenizer.of(line).open()).isEmpty();
    }

    @Test
    void a_word_that_begins_with_a_bracket_is_json_up_to_the_bracket_that_closes_it() {
        assertThat(shown("put {\"id\": \"pump-1\", \"tags\": [\"a; b\", \"}\"]} -m x"))
                .isEqualTo("<put><{\"id\": \"pump-1\", \"tags\": [\"a; b\", \"}\"]}><-m><x>");
        assertThat(shown("put [{\"id\": \"a\"}, {}]")).isEqualTo("<put><[{\"id\": \"a\"}, {}]>");
        assertThat(shown("put {\"id\": \"say \\\"}\\\" # twice\"}"))
                .isEqualTo("<put><{\"id\": \"say \\\"}\\\" # twice\"}>");
        assertThat(shown("put {\\\"id\\\":\\\"a\\\"}")).isEqualTo("<put><{\"id\":\"a\"}>");
        assertThat(shown("set a tags=[1]")).isEqualTo("<set><a><tags=[1]>");
        assertThat(shown("get a}b")).isEqualTo("<get><a}b>");
    }

    @Test
    void a_command_goes_on_in_the_next_line_until_it_is_finished() {
        assertThat(shown("put \\\n  '{\"id\":\\\n1}'")).isEqualTo("<put><{\"id\":\\\n1}>");
        assertThat(shown("get pump\\\n-1")).isEqualTo("<get><pump-1>");
        assertThat(shown("get \"pump\\\n-1\"")).isEqualTo("<get><pump-1>");
        assertThat(shown("get 'a\nb'")).isEqualTo("<get><a\nb>");
        assertThat(shown("put {\n \"id\": 1\n}")).isEqualTo("<put><{\n \"id\": 1\n}>");
        assertThat(shown("get a # comment \\\nget b")).isEqualTo("<get><a>|<get><b>");
    }

    @Test
    void what_is_not_finished_is_named_with_its_place() {
        assertOpen("get 'a", Open.SINGLE_QUOTES, 4);
        assertOpen("get x\"a'", Open.DOUBLE_QUOTES, 5);
        assertOpen("put {\"a\": [1]", Open.JSON, 4);
        assertOpen("put {\"a\": \"", Open.JSON, 4);
        assertOpen("get a \\", Open.BACKSLASH, 6);
    }

    private static void assertOpen(String line, Open open, int at) {
        Tokenizer tokenizer = Tokenizer.of(line);
        assertThat(tokenizer.open()).contains(open);
        assertThat(tokenizer.openAt()).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get 'a b' c", "put {\"a\": 1} x", "get \"a\"'b'\\ c"})
    void words_know_where_they_stand(String line) {
        for (Word word : Tokenizer.of(line).commands().get(0)) {
            assertThat(shown(line.substring(word.start(), word.end()))).isEqualTo("<" + word.text() + ">");
        }
    }

    @Test
    void any_words_survive_their_quoting_in_any_pieces() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "ab \t\n'\"\\;#{}[]$`=-é€😀/";
        for (int round = 0; round < 2_000; round++) {
            List<String> words = new ArrayList<>();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                StringBuilder word = new StringBuilder();
                for (int j = random.nextInt(8); j > 0; j--) {
                    word.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                words.add(word.toString());
            }
            String line = String.join(" ", words.stream().map(Words::quoted).toList());
            int cut = random.nextInt(line.length() + 1);
            Tokenizer tokenizer = Tokenizer.of(line.substring(0, cut));
            tokenizer.feed(line.substring(cut));

            assertThat(tokenizer.commandLines()).as("seed %d: %s", seed, line).containsExactly(words);
            assertThat(tokenizer.open()).isEmpty();
        }
    }

    @Test
    void no_text_whatever_is_too_much() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "a \n'\"\\;#{}[]";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder line = new StringBuilder();
            for (int j = random.nextInt(20); j > 0; j--) {
                line.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Tokenizer tokenizer = Tokenizer.of(line.toString());
            int end = 0;
            for (List<Word> command : tokenizer.commands()) {
                for (Word word : command) {
                    assertThat(word.start()).as("seed %d: %s", seed, line).isGreaterThanOrEqualTo(end);
                    assertThat(word.end()).isGreaterThan(word.start());
                    end = word.end();
                }
            }
        }
    }
}
