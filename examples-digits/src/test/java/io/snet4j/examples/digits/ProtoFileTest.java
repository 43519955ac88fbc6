package io.snet4j.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.snet4j.wire.training.TrainingProto;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProtoFileTest {
    private final String source = DigitsService.protoSource();
    private final FileDescriptor file = DigitsService.descriptor();

    @Test
    void everyMethodCanBeFoundByThePythonClientsLineWisePattern() {
        Pattern rpc = Pattern.compile("rpc\\s+(\\w+)\\s*\\((\\w+)\\)\\s+returns\\s+\\((\\w+)\\)");

        List<String> found = source.lines()
                .map(rpc::matcher)
                .filter(Matcher::find)
                .map(match -> match.group(1))
                .toList();

        assertThat(found)
                .isNotEmpty()
                .isEqualTo(file.getServices().get(0).getMethods().stream()
                        .map(MethodDescriptor::getName)
                        .toList());
    }

    @Test
    void trainingIsImportedInTheWordsThatClientsLookFor() {
        assertThat(source).contains("import \"training.proto\";");
        assertThat(DigitsService.protoFileName()).endsWith(".proto").doesNotContain("training");
        assertThat(file.getName()).isEqualTo(DigitsService.protoFileName());
    }

    @Test
    void theMethodTakesAModelIdAndDeclaresItsDataset() {
        MethodDescriptor method = file.findServiceByName("Digits").findMethodByName("recognize");
        MethodOptions options = method.getOptions();

        assertThat(method.getInputType()
                        .findFieldByName("model_id")
                        .getMessageType()
                        .getFullName())
                .isEqualTo("training.ModelID");
        assertThat(options.getExtension(TrainingProto.defaultModelId)).isEqualTo("default");
        assertThat(options.getExtension(TrainingProto.maxModelsPerUser)).isPositive();
        assertThat(options.getExtension(TrainingProto.datasetMaxSizeMb)).isEqualTo(64);
        assertThat(options.getExtension(TrainingProto.datasetMaxCountFiles)).isEqualTo(20_000);
        assertThat(options.getExtension(TrainingProto.datasetMaxSizeSingleFileMb))
                .isEqualTo(1);
        assertThat(options.getExtension(TrainingProto.datasetFilesType)).isEqualTo("png");
        assertThat(options.getExtension(TrainingProto.datasetType)).isEqualTo("zip");
        assertThat(options.getExtension(TrainingProto.datasetDescription)).contains("3/0001.png");
    }
}
