package io.vesper;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The map of the house: which package may know which, and what stays behind which door. */
class PackagesTest {
    private static final String ROOT = "io.vesper";
    private static final String THIS_PROCESS = "io\\.vesper\\.cli\\.(Main|ThisTerminal)(\\$.*)?";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /**
     * Each package with the packages it may import; what those may import it may import too. The root package, the API
     * for programs that embed Vesper, is named by the empty text. All know document: it has the values, and the exception
     * that says what failed.
     */
    private static final Map<String, Set<String>> MAY_IMPORT = new LinkedHashMap<>();

    static {
        MAY_IMPORT.put("document", Set.of());
        MAY_IMPORT.put("revision", Set.of("document"));
        MAY_IMPORT.put("merge", Set.of("revision"));
        MAY_IMPORT.put("replication", Set.of("merge"));
        MAY_IMPORT.put("simulation", Set.of("replication"));
        MAY_IMPORT.put("store", Set.of("merge"));
        MAY_IMPORT.put("channel", Set.of("revision"));
        MAY_IMPORT.put("node", Set.of("replication", "store", "channel"));
        MAY_IMPORT.put("broker", Set.of("document"));
        MAY_IMPORT.put("diagnostics", Set.of("node", "channel"));
        MAY_IMPORT.put("config", Set.of("document"));
        MAY_IMPORT.put("cli", Set.of("simulation", "node", "broker", "diagnostics", "config", ""));
        MAY_IMPORT.put("", Set.of("node", "store"));
    }

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream();
    }

    @ParameterizedTest(name = "io.vesper.{0}")
    @MethodSource("packages")
    void a_package_imports_only_what_stands_below_it(String name) {
        Set<String> above = new TreeSet<>(MAY_IMPORT.keySet());
        above.removeAll(withAllBelow(name));
        check(noClasses()
                .that()
                .resideInAPackage(pattern(name))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        above.stream().map(PackagesTest::pattern).toArray(String[]::new)))
                .because("the package may know only " + withAllBelow(name)));
    }

    @Test
    void every_package_has_its_place_on_the_map() {
        Set<String> names = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.equals(ROOT)
                        ? ""
                        : name.substring(ROOT.length() + 1).split("\\.")[0])
                .collect(Collectors.toSet());
        assertThat(MAY_IMPORT.keySet()).containsAll(names);
    }

    @Test
    void no_packages_know_each_other_in_a_circle() {
        check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
    }

    @ParameterizedTest(name = "io.vesper.{0}")
    @MethodSource("purePackages")
    void the_core_knows_no_files_sockets_threads_or_clocks(String name) {
        check(noClasses()
                .that()
                .resideInAPackage(pattern(name))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.nio.file..", "java.nio.channels..", "java.net..", "java.util.concurrent..")
                        .or(JavaClass.Predicates.assignableTo(Thread.class))
                        .or(JavaClass.Predicates.assignableTo(Clock.class))
                        .or(JavaClass.Predicates.assignableTo(java.security.SecureRandom.class))
                        .or(resideInAPackage("java.io")
                                .and(JavaClass.Predicates.simpleNameStartingWith("File")
                                        .or(JavaClass.Predicates.simpleName("RandomAccessFile")))))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .because("time and chance are given to the core, so that a simulation can give them too"));
    }

    static Stream<String> purePackages() {
        return Stream.of("document", "revision", "merge", "replication");
    }

    @Test
    void only_main_touches_the_process_it_runs_in() {
        check(noClasses()
                .that()
                .haveNameNotMatching(THIS_PROCESS)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .orShould()
                .callMethodWhere(target(name("printStackTrace"))
                        .and(target(owner(JavaClass.Predicates.assignableTo(Throwable.class))))
                        .and(target(rawParameterTypes(new Class<?>[0]))))
                .because("a command may run in the process that owns the store, for a terminal elsewhere"));
    }

    @Test
    void a_command_takes_the_environment_from_its_session() {
        check(noClasses()
                .that()
                .resideInAPackage(pattern("cli"))
                .and()
                .haveNameNotMatching(THIS_PROCESS)
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .because("the environment of the terminal counts, not that of the owner of the store"));
    }

    @ParameterizedTest(name = "{0} in io.vesper.{1}")
    @CsvSource({
        "org.mapdb, store",
        "org.fusesource, channel.stomp",
        "org.apache.activemq, broker",
        "org.yaml.snakeyaml, config",
        "picocli, cli",
        "org.jline, cli",
    })
    void a_library_stays_behind_its_door(String library, String door) {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(pattern(door))
                .should()
                .dependOnClassesThat(resideInAPackage(library + ".."))
                .because("only " + ROOT + "." + door + " knows " + library));
    }

    /** A package that does not exist (yet) breaks no rule. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    private static Set<String> withAllBelow(String name) {
        Set<String> names = new TreeSet<>(Set.of(name));
        MAY_IMPORT.getOrDefault(name, Set.of()).forEach(below -> names.addAll(withAllBelow(below)));
        return names;
    }

    private static String pattern(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name + "..";
    }
}
