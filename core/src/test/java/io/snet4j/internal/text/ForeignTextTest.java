package io.snet4j.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.errors.ChainException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {
    private static final String HOSTILE = "a\u001b]0;owned\u0007\r\n[main] WARN forged\u202e\ud800";

    @Test
    void everyControlAndFormatCharacterIsEscaped() {
        int[] hostile = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.PRIVATE_USE -> true;
                    default -> false;
                })
                .toArray();
        assertThat(hostile).hasSizeGreaterThan(100_000);
        for (int c : hostile) {
            String shown = ForeignText.of("<" + Character.toString(c) + ">");
            assertThat(shown).matches("<\\\\([nrt]|u[0-9a-f]{4}|U[0-9a-f]{8})>");
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x200b, 0x200e, 0x2028, 0x2029, 0x202e, 0x2066, 0xfeff, 0xd800, 0xdc00,
                0xe000, 0xffff, 0xfdd0
            })
    void theEscapeNamesTheCharacter(int character) {
        assertThat(ForeignText.of(Character.toString(character))).isEqualTo("\\u%04x".formatted(character));
    }

    @Test
    void whatHasShortNamesGetsThemAndTagsOfTheUpperPlanesAreEscapedToo() {
        assertThat(ForeignText.of("a\n\r\tb")).isEqualTo("a\\n\\r\\tb");
        assertThat(ForeignText.of(Character.toString(0xe0041))).isEqualTo("\\U000e0041");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain ASCII ~!@#$%^&*()\"'\\",
                "Grüße, ça va, Łódź",
                "Привет, мир",
                "שלום עולם",
                "مرحبا بالعالم",
                "नमस्ते दुनिया",
                "สวัสดีชาวโลก",
                "你好，世界。𠀀",
                "こんにちは世界",
                "안녕하세요",
                "emoji 😀🚀, math ∑∫√, money €₿"
            })
    void ordinaryTextOfAnyScriptStaysAsItIs(String text) {
        assertThat(ForeignText.of(text)).isEqualTo(text);
    }

    static Stream<String> longTexts() {
        return Stream.of(
                "x".repeat(2001),
                "x".repeat(15_000_000),
                "\u001b".repeat(400),
                "😀".repeat(1500),
                HOSTILE.repeat(9999));
    }

    @ParameterizedTest
    @MethodSource("longTexts")
    void aLongTextKeepsHeadAndTailAndTellsHowMuchIsMissing(String middle) {
        String text = "Traceback: " + middle + " ValueError: the reason";

        String shown = ForeignText.of(text);

        assertThat(shown)
                .hasSizeLessThanOrEqualTo(ForeignText.MAX_LENGTH)
                .startsWith("Traceback: ")
                .endsWith(" ValueError: the reason")
                .containsPattern(" … [1-9]\\d* characters left out … ");
        assertThat(ForeignText.of(shown)).isEqualTo(shown);
        assertThat(shown.codePoints().filter(c -> Character.getType(c) == Character.SURROGATE))
                .isEmpty();
    }

    @Test
    void theCountIsOfWhatIsMissing() {
        String shown = ForeignText.of("a".repeat(10_000), 100);

        long kept = shown.chars().filter(c -> c == 'a').count()
                - "characters".chars().filter(c -> c == 'a').count();
        assertThat(shown).contains(" … " + (10_000 - kept) + " characters left out … ");
    }

    @Test
    void whatFitsIsNotCut() {
        assertThat(ForeignText.of("x".repeat(2000))).isEqualTo("x".repeat(2000));
        assertThat(ForeignText.of("\n".repeat(1000))).isEqualTo("\\n".repeat(1000));
    }

    @Test
    void anExceptionIsPrintableWithAllThatItPrints() {
        IOException cause = new IOException(HOSTILE, new IllegalStateException(HOSTILE + "x".repeat(1 << 20)));
        cause.addSuppressed(new IllegalArgumentException(HOSTILE));
        StringWriter trace = new StringWriter();

        new ChainException("node: " + HOSTILE, cause).printStackTrace(new PrintWriter(trace));

        assertThat(trace.toString().length()).isLessThan(20_000);
        assertThat(trace.toString().lines())
                .allMatch(line -> line.chars().noneMatch(c -> c != '\t' && Character.isISOControl(c)))
                .noneMatch(line -> line.contains("\u202e") || line.contains("\ud800"))
                .noneMatch(line -> line.startsWith("[main]"))
                .anyMatch(line -> line.contains("java.io.IOException: a\\u001b"))
                .anyMatch(line -> line.contains("Suppressed: ") && line.contains("IllegalArgumentException: a\\u001b"))
                .anyMatch(line -> line.contains("characters left out"));
    }

    @Test
    void aPrintableCauseStaysTheSame() {
        IOException cause = new IOException("plain", new IllegalStateException("plain, too"));
        assertThat(new ChainException("x", cause).getCause()).isSameAs(cause);
    }

    @Test
    void aCopyOfACauseKeepsItsStackTrace() {
        IOException cause = new IOException(HOSTILE);
        assertThat(new ChainException("x", cause).getCause())
                .satisfies(copy -> assertThat(copy.getStackTrace()).isEqualTo(cause.getStackTrace()));
    }

    @Test
    void causesWithoutEndAreCutOff() {
        Exception deepest = new Exception(HOSTILE);
        for (int i = 0; i < 100_000; i++) {
            deepest = new Exception("x", deepest);
        }
        Throwable shown = new ChainException("x", deepest);
        int depth = 0;
        for (Throwable cause = shown; cause != null; cause = cause.getCause()) {
            depth++;
        }
        assertThat(depth).isLessThan(50);
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:password@example.org:8443/v3/key?token=key#key, https://example.org:8443",
        "https://example.org, https://example.org",
        "http://[::1]:8545/key, http://[::1]:8545",
        "mailto:key, mailto:…",
    })
    void ofAnEndpointSchemeHostAndPortAreShown(URI uri, String shown) {
        assertThat(ShownUri.origin(uri)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:key@example.org/data/a.zip?X-Signature=key#key, https://example.org/data/a.zip",
        "https://a:b@c:d@example.org/x, https://example.org/x",
        "ipfs://Qm, ipfs://Qm",
        "no link at all, no link at all",
    })
    void ofALinkUserQueryAndFragmentAreLeftOut(String link, String shown) {
        assertThat(ShownUri.link(link)).isEqualTo(shown);
    }
}
