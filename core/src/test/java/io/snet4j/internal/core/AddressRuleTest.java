package io.snet4j.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
    private static final String WAY_OUT = "ask the gatekeeper";
    private static final AddressRule RULE = AddressRule.publicOnly(WAY_OUT);
    private static final URI LINK = URI.create("https://user:secret@daemon.example:7000/path?key=secret");

    private static AddressRule resolving(AddressRule rule, String... addresses) {
        return rule.resolvedBy(
                host -> Arrays.stream(addresses).map(AddressRuleTest::address).toList());
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "127.255.255.254, loopback",
        "::1, loopback",
        "0.0.0.0, unspecified",
        "0.1.2.3, unspecified",
        "::, unspecified",
        "10.0.0.1, private",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.168.1.1, private",
        "fec0::1, private",
        "fc00::1, unique-local",
        "fd12:3456::1, unique-local",
        "169.254.169.254, link-local",
        "fe80::1, link-local",
        "100.64.0.1, carrier",
        "100.127.255.255, carrier",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "ff02::1, multicast",
        "255.255.255.255, broadcast",
        "240.0.0.1, reserved",
        "192.0.0.8, reserved",
        "192.88.99.1, reserved",
        "198.18.0.1, benchmarks",
        "198.19.255.255, benchmarks",
        "192.0.2.1, documentation",
        "198.51.100.1, documentation",
        "203.0.113.1, documentation",
        "2001:db8::1, documentation",
        "3fff::1, documentation",
        "2001::1, reserved",
        "2001:0:a00:1::f5ff:fffe, reserved",
        "100::1, reserved",
        "4000::1, reserved",
        "5f00::1, reserved",
        "::ffff:127.0.0.1, loopback",
        "::ffff:a9fe:a9fe, link-local",
        "::127.0.0.1, loopback",
        "::10.0.0.1, private",
        "::ffff:0:10.0.0.1, private",
        "64:ff9b::127.0.0.1, loopback",
        "64:ff9b::169.254.169.254, link-local",
        "64:ff9b:1::8.8.8.8, NAT64",
        "2002:7f00:1::1, loopback",
        "2002:c0a8:101::, private",
        "2a00:1450::5efe:10.0.0.1, private",
    })
    void addressesOutsideOfThePublicInternetAreRefusedWhateverLeadsToThem(String literal, String kind) {
        assertThatThrownBy(() -> resolving(RULE, literal).resolve(LINK))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageContaining("https://daemon.example:7000 leads to")
                .hasMessageContaining(kind)
                .hasMessageContaining(WAY_OUT)
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:4860:4860::8888",
                "2a00:1450:4001::1",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1"
            })
    void addressesOfThePublicInternetAreAllowed(String literal) throws IOException {
        assertThat(resolving(RULE, literal).resolve(LINK)).containsExactly(address(literal));
    }

    @Test
    void eachAnswerOfTheResolverIsJudgedAnew() throws IOException {
        Iterator<String> answers = List.of("8.8.8.8", "10.0.0.1").iterator();
        AddressRule rule = RULE.resolvedBy(host -> List.of(address(answers.next())));

        assertThat(rule.resolve(LINK)).containsExactly(address("8.8.8.8"));
        assertThatThrownBy(() -> rule.resolve(LINK)).isInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void ofSeveralAddressesOnlyThoseThatAreAllowedAreUsed() throws IOException {
        assertThat(resolving(RULE, "10.0.0.1", "8.8.8.8", "::1", "8.8.4.4").resolve(LINK))
                .containsExactly(address("8.8.8.8"), address("8.8.4.4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:2379",
                "https://169.254.169.254",
                "http://LOCALHOST/x",
                "http://localhost.",
                "http://bafy.ipfs.localhost:8080",
                "http://[::1]",
                "http://[::ffff:10.0.0.1]:80",
                "http://[0:0:0:0:0:ffff:7f00:1]",
                "http://[fe80::1%25eth0]",
                "http://2130706433",
                "http://017700000001",
                "http://0x7f000001",
                "http://0",
                "http://2130706433.",
                "http://[::ffff:127.0.0.1%25lo]",
                "http://0177.0.0.1",
                "http://010.0.0.1"
            })
    void addressesThatTheLinkItselfSpellsAreRefusedWithoutAResolver(URI link) {
        assertThatThrownBy(() -> RULE.checkLiteral(link))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageContaining(WAY_OUT);
    }

    /** Java's URIs have no host then, and links without one are refused everywhere. */
    @ParameterizedTest
    @ValueSource(strings = {"0x7f.1", "127.1", "127.0.1", "127.0.0.1.", "0300.0250.1", "localhost..", "0x7f.0.0.0x1"})
    void otherSpellingsOfAddressesAreNoHosts(String spelling) {
        assertThat(URI.create("http://" + spelling).getHost()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://8.8.8.8",
                "https://daemon.example",
                "https://localhost.example",
                "https://notlocalhost",
                "http://[2a00:1450::1]"
            })
    void namesAndPublicAddressesPassWithoutAResolver(URI link) throws IOException {
        RULE.checkLiteral(link);
    }

    @Test
    void whatTheUserNamedIsNotJudged() throws IOException {
        assertThat(resolving(AddressRule.any(), "127.0.0.1").resolve(LINK)).containsExactly(address("127.0.0.1"));
        AddressRule.any().checkLiteral(URI.create("http://10.0.0.1"));
    }

    @Test
    void exceptionsAreNamesAddressesAndRanges() throws IOException {
        AddressRule rule = RULE.except(List.of("DATA.example", "10.1.0.0/16", "[fd00::1]"));

        assertThat(resolving(rule, "192.168.0.1").resolve(URI.create("http://data.EXAMPLE./x")))
                .hasSize(1);
        assertThat(resolving(rule, "10.1.2.3", "10.2.0.1", "fd00::1", "fd00::2").resolve(LINK))
                .containsExactly(address("10.1.2.3"), address("fd00::1"));
        assertThatThrownBy(() -> resolving(rule, "192.168.0.1").resolve(URI.create("http://x.data.example")))
                .isInstanceOf(ForbiddenAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://x", "10.0.0.0/33", "10.0.0.0/", "a b", "*.example"})
    void otherExceptionsAreNone(String exception) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.except(List.of(exception)))
                .withMessageContaining("\"" + exception + "\"");
    }

    @Test
    void aServerThatTheUserNamedMaySendOnToItself() throws IOException {
        AddressRule rule = resolving(RULE, "10.0.0.5").forRedirectsOf(URI.create("http://gateway.corp/ipfs/"));

        assertThat(rule.resolve(URI.create("https://gateway.corp:8443/x"))).hasSize(1);
        assertThatThrownBy(() -> rule.resolve(URI.create("http://other.corp/")))
                .isInstanceOf(ForbiddenAddressException.class);
        assertThatThrownBy(() -> rule.resolve(URI.create("http://127.0.0.1/")))
                .isInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void aServerOnThisMachineMaySendOnWithinIt() throws IOException {
        AddressRule rule = RULE.forRedirectsOf(URI.create("http://localhost:8080/ipfs/"));

        rule.checkLiteral(URI.create("http://bafy.ipfs.localhost:8080/"));
        rule.checkLiteral(URI.create("http://127.0.0.1:9/"));
        assertThatThrownBy(() -> rule.checkLiteral(URI.create("http://10.0.0.1/")))
                .isInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void aServerElsewhereMayNotSendOnToThisMachine() {
        AddressRule rule = resolving(RULE, "8.8.8.8").forRedirectsOf(URI.create("https://gateway.example/ipfs/"));

        assertThatThrownBy(() -> rule.checkLiteral(URI.create("http://127.0.0.1:2379/")))
                .isInstanceOf(ForbiddenAddressException.class);
    }
}
