package io.snet4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.chain.FeeLimit;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.KnownBlock;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.identity.Identity;
import io.snet4j.observe.SnetListener;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.payment.SpendingScope;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientBuilderTest {
    private static final String KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

    private static Map<String, String> environment() {
        Map<String, String> values = new HashMap<>();
        values.put("SNET4J_NETWORK", "local");
        values.put("SNET4J_CHAIN_ID", "31337");
        values.put("SNET4J_REGISTRY", "0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0");
        values.put("SNET4J_ESCROW", "0xe7f1725e7734ce288f8367e1bb143e90bb3f0512");
        values.put("SNET4J_TOKEN", "0x5fbdb2315678afecb367f032d93f642f64180aa3");
        values.put("SNET4J_RPC", "http://127.0.0.1:1");
        values.put("SNET4J_STORAGE", "http://127.0.0.1:2, http://127.0.0.1:3");
        values.put("SNET4J_PRIVATE_KEY", KEY);
        values.put("SNET4J_LIMIT_TOTAL", "100");
        return values;
    }

    @Test
    void theEnvironmentIsEnoughToBuildAClientAndBuildingCallsNobody() {
        try (SnetClient client =
                new SnetClient.Builder(environment()).fromEnvironment().build()) {
            assertThat(client.network().chainId()).isEqualTo(31337);
            assertThat(client.identity().address()).hasToString("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SNET4J_NETWORK,goerli",
        "SNET4J_CHAIN_ID,one",
        "SNET4J_REGISTRY,0x12",
        "SNET4J_RPC,not a uri",
        "SNET4J_STORAGE,not a uri",
        "SNET4J_LIMIT_TOTAL,-1",
        "SNET4J_LIMIT_FEE,0.05",
        "SNET4J_LIMIT_FEES,-1",
        "SNET4J_CHECK_BLOCKS_BY_CLOCK,no",
    })
    void aWrongVariableIsNamed(String variable, String value) {
        Map<String, String> values = environment();
        values.put(variable, value);

        assertThatThrownBy(() -> new SnetClient.Builder(values).fromEnvironment())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(variable);
    }

    @ParameterizedTest
    @CsvSource({"SNET4J_NETWORK", "SNET4J_RPC", "SNET4J_STORAGE", "SNET4J_PRIVATE_KEY", "SNET4J_TOKEN"})
    void aMissingVariableIsNamed(String variable) {
        Map<String, String> values = environment();
        values.remove(variable);

        assertThatThrownBy(
                        () -> new SnetClient.Builder(values).fromEnvironment().build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(variable);
    }

    @ParameterizedTest
    @CsvSource({
        "mainnet, '', false",
        "sepolia, '', false",
        "mainnet, true, true",
        "sepolia, false, false",
        "local, '', true",
        "local, false, true",
    })
    void addressesOutsideOfThePublicInternetAreForNetworksOfOnesOwnAndForThoseWhoAllowThem(
            String network, String allowed, boolean any) {
        Map<String, String> values = environment();
        values.put("SNET4J_NETWORK", network);
        values.remove("SNET4J_CHAIN_ID");
        if (network.equals("local")) {
            values.put("SNET4J_CHAIN_ID", "31337");
        }
        values.put("SNET4J_ALLOW_PRIVATE_ENDPOINTS", allowed);
        ClientSettings settings =
                new SnetClient.Builder(values).fromEnvironment().settings(SnetListener.none());

        assertThat(settings.privateAddresses()).isEqualTo(any);
        assertThat(settings.connections(ServiceOptions.defaults()).addresses().allowsAny())
                .isEqualTo(any);
        assertThat(settings.connections(ServiceOptions.builder()
                                .allowPrivateEndpoints(true)
                                .build())
                        .addresses()
                        .allowsAny())
                .isTrue();
        assertThat(settings.connections(ServiceOptions.builder()
                                .endpoint(URI.create("http://127.0.0.1:7000"))
                                .build())
                        .addresses()
                        .allowsAny())
                .isTrue();
    }

    @Test
    void onlyThePresetsAreOfThePublicInternet() {
        assertThat(Network.mainnet().isPublic()).isTrue();
        assertThat(Network.sepolia().isPublic()).isTrue();
        Network own = Network.local(
                1,
                Network.mainnet().registry(),
                Network.mainnet().escrow(),
                Network.mainnet().token());
        assertThat(own.isPublic()).isFalse();
    }

    @Test
    void aWrongKeyIsNotRepeated() {
        Map<String, String> values = environment();
        values.put("SNET4J_PRIVATE_KEY", "0xdeadbeefcafe");

        assertThatThrownBy(() -> new SnetClient.Builder(values).fromEnvironment())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("SNET4J_PRIVATE_KEY")
                .hasNoCause()
                .message()
                .doesNotContain("deadbeef");
    }

    @Test
    void thePayerSignsUnlessASignerIsNamed() {
        Map<String, String> values = environment();
        try (SnetClient client =
                new SnetClient.Builder(values).fromEnvironment().build()) {
            assertThat(client.signer()).isSameAs(client.identity());
            assertThat(client.account().address()).isEqualTo(client.identity().address());
        }
        values.put("SNET4J_SIGNER_PRIVATE_KEY", "0x" + "2".repeat(64));
        values.put("SNET4J_STATE_DIR", "/does/not/exist/yet");
        values.put("SNET4J_AUDIT_FILE", "/does/not/exist/either");
        try (SnetClient client =
                new SnetClient.Builder(values).fromEnvironment().build()) {
            assertThat(client.signer().address())
                    .isEqualTo(Identity.ofPrivateKey("0x" + "2".repeat(64)).address());
            assertThat(client.account().address())
                    .isEqualTo(client.identity().address())
                    .isNotEqualTo(client.signer().address());
        }
        values.put("SNET4J_SIGNER_PRIVATE_KEY", "0xbeef");
        assertThatThrownBy(() -> new SnetClient.Builder(values).fromEnvironment())
                .hasMessageContaining("SNET4J_SIGNER_PRIVATE_KEY")
                .message()
                .doesNotContain("beef");
    }

    @Test
    void settingsComeFromAMapWithTheNamesAndChecksOfTheEnvironment() {
        Map<String, String> values = environment();
        SnetClient.Builder none = new SnetClient.Builder(Map.of());
        try (SnetClient client = none.from(values).build()) {
            assertThat(client.network().chainId()).isEqualTo(31337);
            assertThat(client.identity().address())
                    .isEqualTo(Identity.ofPrivateKey(KEY).address());
        }
        values.put("SNET4J_CHAIN_ID", "many");

        assertThatThrownBy(() -> SnetClient.builder().from(values))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("SNET4J_CHAIN_ID");
    }

    @Test
    void settingsComeFromAFunctionThatKnowsThemByTheNamesOfTheEnvironment() {
        Map<String, String> values = environment();
        values.put("SNET4J_SIGNER_PRIVATE_KEY", "  ");
        SnetClient.Builder none = new SnetClient.Builder(Map.of());
        try (SnetClient client =
                none.from(name -> Optional.ofNullable(values.get(name))).build()) {
            assertThat(client.network().chainId()).isEqualTo(31337);
            assertThat(client.signer()).isSameAs(client.identity());
        }

        assertThatThrownBy(() -> SnetClient.builder().from(name -> Optional.of("wrong")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("SNET4J_NETWORK is \"wrong\"");
    }

    @Test
    void aFunctionMayKnowSettingsByTheNamesOfProperties() {
        Map<String, String> values = new HashMap<>();
        environment()
                .forEach((name, value) -> values.put(
                        name.toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-'), value));
        values.put("SNET4J_CHAIN_ID", "5");
        SnetClient.Builder none = new SnetClient.Builder(Map.of());
        try (SnetClient client =
                none.from(name -> Optional.ofNullable(values.get(name))).build()) {
            assertThat(client.network().chainId()).isEqualTo(5);
        }
        values.put("snet4j.registry", "nowhere");

        assertThatThrownBy(() -> SnetClient.builder().from(values)).hasMessageContaining("snet4j.registry is wrong");
    }

    @Test
    void aDevnetHandsOutTheSettingsOfItsAccounts() {
        DevnetConnection net = new DevnetConnection(
                URI.create("http://127.0.0.1:1"),
                31337,
                new DevnetConnection.Contracts(
                        Address.parse("0xe7f1725e7734ce288f8367e1bb143e90bb3f0512"),
                        Address.parse("0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0"),
                        Address.parse("0x5fbdb2315678afecb367f032d93f642f64180aa3")),
                URI.create("http://127.0.0.1:2"),
                URI.create("http://127.0.0.1:3"),
                "org",
                "service",
                "group",
                GroupId.of(new byte[32]),
                URI.create("http://127.0.0.1:4"),
                URI.create("http://127.0.0.1:5"),
                List.of(new DevnetConnection.Account(
                        "consumer", Identity.ofPrivateKey(KEY).address(), KEY)));

        ClientSettings settings =
                new SnetClient.Builder(Map.of()).from(net.settings("consumer")).settings(SnetListener.none());

        assertThat(settings.network().chainId()).isEqualTo(31337);
        assertThat(settings.network().registry()).isEqualTo(net.contracts().registry());
        assertThat(settings.network().escrow()).isEqualTo(net.contracts().mpe());
        assertThat(settings.network().token()).isEqualTo(net.contracts().token());
        assertThat(settings.identity().address())
                .isEqualTo(net.account("consumer").address());
        assertThat(settings.spendingLimit().channelDeposit()).contains(Cogs.ofFet("1"));
        assertThat(net.settings("consumer"))
                .containsEntry("SNET4J_RPC", "http://127.0.0.1:1")
                .containsEntry("SNET4J_STORAGE", "http://127.0.0.1:2")
                .allSatisfy((name, value) -> assertThat(Setting.values())
                        .extracting(Setting::variable)
                        .contains(name));
        assertThatThrownBy(() -> net.settings("owner"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[consumer]");
    }

    @Test
    void laterSettingsWin() {
        Identity other = Identity.ofPrivateKey("0x" + "1".repeat(64));
        try (SnetClient client = new SnetClient.Builder(environment())
                .fromEnvironment()
                .identity(other)
                .network(Network.sepolia())
                .build()) {
            assertThat(client.identity()).isSameAs(other);
            assertThat(client.network().chainId()).isEqualTo(11155111);
        }
    }

    @Test
    void allListenersForPaymentsAreToldInTheOrderInWhichTheyWereSet() {
        PaymentListener first = payment -> {};
        PaymentListener second = payment -> {};
        SnetClient.Builder builder = new SnetClient.Builder(environment());
        builder.fromEnvironment().onPayment(first).onPayment(second);

        assertThat(builder.settings(SnetListener.none()).paymentListeners()).containsExactly(first, second);
    }

    @Test
    void aLimitOnFeesChangesNothingElseThatTheClientMaySpend() {
        Map<String, String> fees = Map.of("SNET4J_LIMIT_FEE", "1000", "SNET4J_LIMIT_FEES", "3000");
        FeeLimit limit = new FeeLimit(Wei.of(1000), Wei.of(3000));
        SnetClient.Builder alone = new SnetClient.Builder(fees);
        alone.fromEnvironment();
        assertThat(alone.spendingLimit())
                .hasToString(SpendingLimit.builder().feeLimit(limit).build().toString());

        SpendingLimit spending = SpendingLimit.builder()
                .perCall(Cogs.of(5))
                .total(Cogs.of(10))
                .channelDeposit(Cogs.of(20))
                .expirationCap(BlockCount.of(30))
                .build();
        SnetClient.Builder both = new SnetClient.Builder(fees);
        both.spendingLimit(spending).fromEnvironment();
        assertThat(both.spendingLimit())
                .hasToString(
                        "SpendingLimit[perCall=5 cogs, total=10 cogs, channelDeposit=20 cogs, expirationCap=30 blocks,"
                                + " feeLimit=FeeLimit[perTransaction=1000 wei, total=3000 wei]]");
    }

    @Test
    void aLimitOnWhatServicesCostKeepsTheOneOnFees(@TempDir Path folder) throws IOException {
        Path settings = file(folder, "snet4j.limit-fee = 1000");
        Map<String, String> values = Map.of("SNET4J_LIMIT_TOTAL", "7", "SNET4J_LIMIT_FEES", "3000");
        SnetClient.Builder builder = new SnetClient.Builder(values);
        builder.fromProperties(settings).fromEnvironment();

        assertThat(builder.spendingLimit().total()).contains(Cogs.of(7));
        assertThat(builder.spendingLimit().feeLimit()).isEqualTo(new FeeLimit(Wei.of(1000), Wei.of(3000)));
    }

    @Test
    void withoutAWordFeesAreLimited() {
        assertThat(new SnetClient.Builder(Map.of()).spendingLimit().feeLimit()).isEqualTo(FeeLimit.defaults());
        assertThat(SpendingLimit.builder().feeLimit(FeeLimit.none()).build().feeLimit())
                .isEqualTo(FeeLimit.none());
    }

    @Test
    void thePublicNetworksHaveABlockWhoseTimeIsKnownAndOthersHaveNone() {
        assertThat(Network.mainnet().knownBlock()).contains(KnownBlock.mainnet());
        assertThat(Network.sepolia().knownBlock()).contains(KnownBlock.sepolia());
        assertThat(KnownBlock.mainnet().time()).isEqualTo("2024-03-13T13:55:35Z");
        assertThat(KnownBlock.sepolia().time()).isEqualTo("2024-01-30T22:51:12Z");
        Network mainnet = Network.mainnet();
        assertThat(Network.local(1, mainnet.registry(), mainnet.escrow(), mainnet.token())
                        .knownBlock())
                .isEmpty();
    }

    @Test
    void aNodeThatIsNoWebAddressIsRefused() {
        assertThatThrownBy(() -> new SnetClient.Builder(environment())
                        .fromEnvironment()
                        .ethereumRpc(URI.create("ipc:/tmp/x"))
                        .build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("ipc");
        assertThatThrownBy(() -> SnetClient.builder().callDeadline(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SnetClient.builder()
                        .network(Network.mainnet())
                        .identity(Identity.ofPrivateKey(KEY))
                        .ethereumRpc(URI.create("https://example.org"))
                        .storage(List.of())
                        .build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("storage");
    }

    private static Path file(Path folder, String... lines) throws IOException {
        return Files.write(folder.resolve("snet4j.properties"), List.of(lines));
    }

    @Test
    void aPropertiesFileIsEnoughToBuildAClient(@TempDir Path folder) throws IOException {
        Path settings = file(
                folder,
                "snet4j.network = sepolia",
                "snet4j.escrow = 0x03e7D37A13ed807B2311418095E23fA8Ff9DE380",
                "snet4j.rpc = https://example.org",
                "snet4j.storage = https://example.org/ipfs/",
                "snet4j.private-key = " + KEY,
                "snet4j.call-deadline = 30",
                "snet4j.state-dir = " + folder);
        try (SnetClient client = SnetClient.builder().fromProperties(settings).build()) {
            assertThat(client.network().chainId()).isEqualTo(11155111);
            assertThat(client.network().escrow()).hasToString("0x03e7D37A13ed807B2311418095E23fA8Ff9DE380");
            assertThat(client.network().registry()).isEqualTo(Network.sepolia().registry());
            assertThat(client.network().knownBlock())
                    .isEqualTo(Network.sepolia().knownBlock());
        }
    }

    @Test
    void aKeyThatIsNoneIsNamed(@TempDir Path folder) throws IOException {
        Path settings = file(folder, "snet4j.privatekey = " + KEY);
        assertThatThrownBy(() -> SnetClient.builder().fromProperties(settings))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("snet4j.privatekey")
                .hasMessageContaining("snet4j.private-key")
                .message()
                .doesNotContain(KEY.substring(2));
    }

    @ParameterizedTest
    @CsvSource({
        "snet4j.call-deadline,soon",
        "snet4j.call-deadline,0",
        "snet4j.confirmations,0",
        "snet4j.confirmations,many",
        "snet4j.limit-expiration,-1",
        "snet4j.limit-fee,a little",
        "snet4j.limit-fees,1e18",
        "snet4j.check-blocks-by-clock,maybe",
        "snet4j.allow-plaintext,maybe",
        "snet4j.max-message-bytes,0",
        "snet4j.rpc,ipc:/tmp/x",
        "snet4j.chain-id,2",
        "snet4j.first-log-block,-1",
        "snet4j.keystore,/nowhere",
        "snet4j.mnemonic-file,/nowhere",
        "snet4j.remote-signer,http://127.0.0.1:1",
        "snet4j.tls-trusted,/nowhere",
    })
    void aWrongLineOfAFileIsNamed(String key, String value, @TempDir Path folder) throws IOException {
        Path settings = file(folder, "snet4j.network = mainnet", key + " = " + value);
        assertThatThrownBy(() -> SnetClient.builder().fromProperties(settings))
                .isInstanceOf(InvalidRequestException.class)
                .message()
                .containsAnyOf(key, "/nowhere");
    }

    @Test
    void onePayerIsEnough(@TempDir Path folder) throws IOException {
        Path settings = file(folder, "snet4j.private-key = " + KEY, "snet4j.keystore = /nowhere");
        assertThatThrownBy(() -> SnetClient.builder().fromProperties(settings))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("one payer");
    }

    @Test
    void budgetsAndListsAreSetAsTexts() {
        SnetClient.Builder builder = new SnetClient.Builder(Map.of(
                "SNET4J_LIMIT_BUDGETS",
                "100, 50 per day, 7 per hour for org/service , 3 per month for org/service/m1",
                "SNET4J_LIMIT_ALLOW",
                "org, other/service",
                "SNET4J_LIMIT_DENY",
                "org/bad"));
        builder.fromEnvironment();

        assertThat(builder.spendingLimit().budgets())
                .containsExactly(
                        SpendingBudget.of(Cogs.of(100)),
                        SpendingBudget.of(Cogs.of(50)).perDay(),
                        SpendingBudget.of(Cogs.of(7)).perHour().forService("org", "service"),
                        SpendingBudget.of(Cogs.of(3)).perMonth().forModel("org", "service", "m1"));
        assertThat(builder.spendingLimit().allowed())
                .containsExactly(SpendingScope.organization("org"), SpendingScope.service("other", "service"));
        assertThat(builder.spendingLimit().denied()).containsExactly(SpendingScope.service("org", "bad"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SNET4J_LIMIT_BUDGETS; 0",
                "SNET4J_LIMIT_BUDGETS; 5 per week",
                "SNET4J_LIMIT_BUDGETS; 5 for a/b/c/d",
                "SNET4J_LIMIT_BUDGETS; 5,",
                "SNET4J_LIMIT_BUDGETS; 5 FET",
                "SNET4J_LIMIT_ALLOW; a/b/c",
                "SNET4J_LIMIT_DENY; a//b",
                "SNET4J_LIMIT_DENY; ,"
            })
    void aWrongBudgetOrListIsNamed(String variable, String value) {
        SnetClient.Builder builder = new SnetClient.Builder(Map.of(variable, value));

        assertThatThrownBy(builder::fromEnvironment)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(variable);
    }

    @Test
    void oneBudgetOfAScopeAndWindowTakesTheOtherOnesPlace() {
        SpendingLimit limit = SpendingLimit.builder()
                .budget(SpendingBudget.of(Cogs.of(5)).perDay())
                .budget(SpendingBudget.of(Cogs.of(5)))
                .build()
                .toBuilder()
                .budget(SpendingBudget.of(Cogs.of(7)).perDay())
                .build();

        assertThat(limit.budgets())
                .containsExactly(
                        SpendingBudget.of(Cogs.of(5)),
                        SpendingBudget.of(Cogs.of(7)).perDay());
    }

    @Test
    void theDocumentationHasARowForEachSetting() throws IOException {
        String page = Files.readString(Path.of("../docs/configuration.md"));
        for (Setting setting : Setting.values()) {
            assertThat(page).contains("| `" + setting.variable() + "` | `" + setting.property() + "` |");
            assertThat(page).contains("| " + setting.meaning() + " |");
        }
    }
}
