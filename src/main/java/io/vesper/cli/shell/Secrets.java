package io.vesper.cli.shell;

import java.util.regex.Pattern;

/** Recognises lines that no file may keep. Better one line too many than one password too few. */
final class Secrets {
    private static final Pattern NAMED = Pattern.compile(
            "(pass(word|code|phrase|wd)?|secret|token|credential|api[_-]?key|private[_-]?key)s?[\"']?\\s*[=:]",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_ADDRESS = Pattern.compile("[a-z][a-z0-9+.-]*://[^/\\s@]*:[^/\\s@]*@");

    private Secrets() {}

    static boolean in(String line) {
        return NAMED.matcher(line).find() || IN_ADDRESS.matcher(line).find();
    }
}
