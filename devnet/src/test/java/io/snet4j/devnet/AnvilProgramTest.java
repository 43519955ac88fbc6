package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnvilProgramTest {
    @Test
    void theVariableWinsOverThePackedProgram(@TempDir Path folder) throws IOException {
        Path program = Files.createFile(folder.resolve("my-anvil"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        AnvilProgram anvil = AnvilProgram.find(Map.of(AnvilProgram.VARIABLE, program.toString()));
        assertThat(anvil.in(folder.resolve("work"))).isEqualTo(program);
    }

    @Test
    void aVariableThatNamesNoProgramIsRefusedByName(@TempDir Path folder) {
        for (Path wrong : new Path[] {folder, folder.resolve("missing")}) {
            assertThatThrownBy(() -> AnvilProgram.find(Map.of(AnvilProgram.VARIABLE, wrong.toString())))
                    .isInstanceOf(DevnetException.class)
                    .hasMessageContaining(AnvilProgram.VARIABLE)
                    .hasMessageContaining(wrong.toString());
        }
    }

    @Test
    void inAFolderOfClassesThePackedProgramIsUsedInPlace(@TempDir Path folder) {
        AnvilProgram anvil = AnvilProgram.find(Map.of());
        anvil.provideIn(folder);
        assertThat(anvil.in(folder)).isExecutable();
        assertThat(folder).isEmptyDirectory();
    }
}
