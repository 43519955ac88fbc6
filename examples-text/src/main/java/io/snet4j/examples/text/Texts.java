package io.snet4j.examples.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.snet4j.provider.DatasetEntries;
import io.snet4j.provider.DatasetEntry;
import io.snet4j.provider.DatasetLimits;
import io.snet4j.provider.TrainingContext;
import io.snet4j.provider.UnfitDatasetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.tokenize.SimpleTokenizer;

/** Reads a dataset: a text's label is the name of its folder. */
final class Texts {
    private static final DatasetLimits LIMITS =
            DatasetLimits.standard().withEntries(20_000).withEntryBytes(1 << 20);

    private Texts() {}

    static List<DocumentSample> read(TrainingContext context) throws IOException, InterruptedException {
        List<DocumentSample> texts = new ArrayList<>();
        try (DatasetEntries entries = context.dataset().entries(LIMITS)) {
            for (DatasetEntry entry : entries) {
                context.checkCancelled();
                int slash = entry.name().indexOf('/');
                if (slash < 0) {
                    throw new UnfitDatasetException(
                            "the text " + entry.name() + " lies in no folder, so it has no label");
                }
                texts.add(
                        new DocumentSample(entry.name().substring(0, slash), words(new String(entry.bytes(), UTF_8))));
            }
        }
        return texts;
    }

    static String[] words(String text) {
        return SimpleTokenizer.INSTANCE.tokenize(text.toLowerCase(Locale.ROOT));
    }
}
