package io.snet4j.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierTest {
    private final DrawnDigits drawn = new DrawnDigits(1);

    @Test
    void aTrainedModelReadsNewDigitsOfTheSameHandFarBetterThanTheFirstModel() {
        Classifier trained = Classifier.train(samples(40));
        List<Classifier.Sample> unseen = samples(20);

        double first = accuracy(FirstModel.train(), unseen);

        assertThat(accuracy(trained, unseen)).isGreaterThan(0.9).isGreaterThan(first + 0.3);
    }

    @Test
    void theSameSamplesGiveTheSameModel() {
        List<Classifier.Sample> samples = samples(10);
        Classifier one = Classifier.train(samples);
        Classifier other = Classifier.train(samples);

        for (int digit = 0; digit < 10; digit++) {
            GrayImage image = GrayImage.of(drawn.image(digit, GrayImage.SIZE));
            assertThat(one.classify(image)).isEqualTo(other.classify(image));
        }
    }

    @Test
    void imagesOfAnySizeAreReadAlike() {
        Classifier trained = Classifier.train(samples(40));
        int right = 0;
        for (int digit = 0; digit < 10; digit++) {
            GrayImage large = GrayImage.of(drawn.image(digit, 200));
            if (trained.classify(large).label().equals(Integer.toString(digit))) {
                right++;
            }
        }
        assertThat(right).as("of ten digits of 200 pixels a side").isGreaterThanOrEqualTo(8);
    }

    @Test
    void anEmptyImageIsAnsweredWithoutConfidence() {
        BufferedImage dark = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);

        assertThat(FirstModel.train().classify(GrayImage.of(dark)).confidence()).isZero();
    }

    private List<Classifier.Sample> samples(int perDigit) {
        List<Classifier.Sample> samples = new ArrayList<>();
        for (int i = 0; i < perDigit; i++) {
            for (int digit = 0; digit < 10; digit++) {
                samples.add(new Classifier.Sample(
                        Integer.toString(digit), GrayImage.of(drawn.image(digit, GrayImage.SIZE))));
            }
        }
        return samples;
    }

    private static double accuracy(Classifier classifier, List<Classifier.Sample> samples) {
        long right = samples.stream()
                .filter(sample -> classifier.classify(sample.image()).label().equals(sample.label()))
                .count();
        return right / (double) samples.size();
    }
}
