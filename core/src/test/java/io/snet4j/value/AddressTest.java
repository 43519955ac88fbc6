package io.snet4j.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snet4j.testing.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    private static final String TEXT = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

    @ParameterizedTest
    @ValueSource(
            strings = {
                TEXT,
                "f39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
                "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
                "0XF39FD6E51AAD88F6F4CE6AB8827279CFFFB92266"
            })
    void spellingsOfOneAddressAreEqualAndPrintWithChecksum(String spelling) {
        assertThat(Address.parse(spelling)).isEqualTo(Address.parse(TEXT)).hasToString(TEXT);
        assertThat(Address.parse(spelling)).hasSameHashCodeAs(Address.parse(TEXT));
    }

    @Test
    void everyAddressOfTheVectorsHasTheChecksumWrittenThere() {
        assertThat(Vectors.ALL.findValuesAsText("address"))
                .filteredOn(text -> text.matches("0x[0-9a-fA-F]{40}") && !text.equals(text.toLowerCase()))
                .hasSizeGreaterThan(5)
                .allSatisfy(text -> assertThat(Address.parse(text)).hasToString(text));
    }

    /** The examples of EIP-55. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x52908400098527886E0F7030069857D2E4169EE7",
                "0xde709f2102306220921060314715629080e2fb77",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
            })
    void theChecksumIsThatOfEip55(String text) {
        assertThat(Address.parse(text.toLowerCase())).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x",
                "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb9226",
                "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb922666",
                "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb9226g",
                "0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
                "anvil0"
            })
    void whatIsNoAddressIsNamed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.parse(text))
                .withMessageContaining("\"" + text + "\"");
    }

    @Test
    void bytesAreCopiedInAndOut() {
        byte[] bytes = Address.parse(TEXT).toBytes();
        Address address = Address.of(bytes);
        bytes[0] = 0;
        address.toBytes()[1] = 0;

        assertThat(address).hasToString(TEXT);
        assertThatIllegalArgumentException().isThrownBy(() -> Address.of(new byte[32]));
    }

    @Test
    void addressesAreOrderedAsUnsignedNumbers() {
        Address low = Address.parse("0x7f00000000000000000000000000000000000000");
        Address high = Address.parse("0x8000000000000000000000000000000000000000");

        assertThat(low).isLessThan(high);
        assertThat(Address.ZERO).isLessThan(low);
        assertThat(Address.ZERO.isZero()).isTrue();
        assertThat(low.isZero()).isFalse();
    }
}
