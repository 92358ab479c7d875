package io.vesper.cli.demo;

import io.vesper.cli.render.Output;
import io.vesper.cli.render.Style;

/** Tells the story: numbered chapters, what happens, and what it shows. */
final class Narrator {
    private final Output out;
    private final Style style;
    private int chapter;

    Narrator(Output out, Style style) {
        this.out = out;
        this.style = style;
    }

    void chapter(String title) {
        chapter++;
        out.line("");
        out.line(style.strong(chapter + ". " + title));
        out.flush();
    }

    void say(String sentence) {
        out.line("   " + sentence);
        out.flush();
    }

    /** What a command would print. */
    void show(String line) {
        out.line("   " + style.name("| ") + line);
        out.flush();
    }

    /** A command to be pasted: alone on its line. */
    void command(String line) {
        out.line(style.value(line));
    }

    void blank() {
        out.line("");
    }
}
