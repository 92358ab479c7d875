package io.vesper.config;

import java.nio.file.Path;

/**
 * Where a setting was made, and from which folder a relative path in it is seen.
 *
 * @param text for people: {@code vesper.yaml:3}, {@code VESPER_AUTHOR}, {@code --set}, {@code default}
 * @param folder absolute
 */
public record Origin(String text, Path folder) {
    @Override
    public String toString() {
        return text;
    }
}
