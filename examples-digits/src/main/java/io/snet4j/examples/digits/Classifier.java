package io.snet4j.examples.digits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** What was learned of labelled images: a multinomial logistic regression over {@link Strokes}. Thread-safe. */
final class Classifier {
    private static final int EPOCHS = 10;
    private static final double LEARNING_RATE = 0.5;
    private static final long SEED = 1;
    private static final String[] NAMES = names();

    /** Held here, because the logging system itself forgets loggers and their levels. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        if (TRIBUO.getLevel() == null) {
            // It tells of every training at INFO, which goes to the terminal unless configured.
            TRIBUO.setLevel(Level.WARNING);
        }
    }

    private final Model<Label> model;

    private Classifier(Model<Label> model) {
        this.model = model;
    }

    record Sample(String label, GrayImage image) {}

    record Answer(String label, double confidence) {}

    /** The same samples in the same order give the same classifier. */
    static Classifier train(List<Sample> samples) {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("uploaded images", labels), labels);
        for (Sample sample : samples) {
            dataset.add(example(new Label(sample.label()), sample.image()));
        }
        int noLogging = -1;
        LinearSGDTrainer trainer =
                new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(LEARNING_RATE), EPOCHS, noLogging, SEED);
        return new Classifier(trainer.train(dataset));
    }

    /** As Tribuo writes models. */
    void save(Path file) throws IOException {
        model.serializeToFile(file);
    }

    /** @throws IOException if it is no file that {@link #save} wrote */
    static Classifier load(Path file) throws IOException {
        return new Classifier(Model.deserializeFromFile(file).castModel(Label.class));
    }

    Answer classify(GrayImage image) {
        ArrayExample<Label> example = example(LabelFactory.UNKNOWN_LABEL, image);
        if (example.size() == 0) {
            return new Answer(
                    model.getOutputIDInfo().getDomain().iterator().next().getLabel(), 0);
        }
        Prediction<Label> prediction = model.predict(example);
        return new Answer(
                prediction.getOutput().getLabel(), prediction.getOutput().getScore());
    }

    private static ArrayExample<Label> example(Label label, GrayImage image) {
        double[] strokes = Strokes.of(image);
        List<Feature> present = new ArrayList<>(strokes.length);
        for (int i = 0; i < strokes.length; i++) {
            if (strokes[i] > 0) {
                present.add(new Feature(NAMES[i], strokes[i]));
            }
        }
        return new ArrayExample<>(label, present);
    }

    private static String[] names() {
        String[] names = new String[Strokes.COUNT];
        for (int i = 0; i < names.length; i++) {
            names[i] = String.format("%03d", i);
        }
        return names;
    }
}
