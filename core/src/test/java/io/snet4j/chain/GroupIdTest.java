package io.snet4j.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.testing.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupIdTest {
    private static final JsonNode VECTOR = Vectors.ALL.at("/conventions/group_id");
    private static final String BASE64 = VECTOR.get("base64").asText();

    @Test
    void itsTextIsTheBase64OfItsBytes() {
        assertThat(GroupId.parse(BASE64).toBytes()).isEqualTo(Vectors.bytes(VECTOR.get("bytes32")));
        assertThat(GroupId.of(Vectors.bytes(VECTOR.get("bytes32"))))
                .isEqualTo(GroupId.parse(BASE64))
                .hasSameHashCodeAs(GroupId.parse(BASE64))
                .hasToString(BASE64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AA==", "default_group", "wth9SeDAOy9s9PZvVLvvG20VTZPbJPuZozGL8FDUiWQ=="})
    void anythingButTheBase64Of32BytesIsNamed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupId.parse(text))
                .withMessageContaining("\"" + text + "\"");
    }
}
