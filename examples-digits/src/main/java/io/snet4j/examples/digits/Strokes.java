package io.snet4j.examples.digits;

/**
 * An image reduced to where its strokes run: for each cell of a 7 by 7 grid, how much edge there is in each of eight
 * directions. A linear model reads these better than bare pixels, since they change little when a stroke shifts.
 */
final class Strokes {
    private static final int CELL = 4;
    private static final int GRID = GrayImage.SIZE / CELL;
    private static final int DIRECTIONS = 8;

    static final int COUNT = GRID * GRID * DIRECTIONS;

    private Strokes() {}

    /** {@link #COUNT} values from 0 to 1, of length 1 as a vector unless the image is empty. */
    static double[] of(GrayImage image) {
        double[] features = new double[COUNT];
        for (int y = 1; y < GrayImage.SIZE - 1; y++) {
            for (int x = 1; x < GrayImage.SIZE - 1; x++) {
                double dx = image.at(x + 1, y) - image.at(x - 1, y);
                double dy = image.at(x, y + 1) - image.at(x, y - 1);
                addEdge(features, x, y, dx, dy);
            }
        }
        return normalized(features);
    }

    /** Splits the edge between its two nearest directions. */
    private static void addEdge(double[] features, int x, int y, double dx, double dy) {
        double strength = Math.hypot(dx, dy);
        if (strength == 0) {
            return;
        }
        double direction = (Math.atan2(dy, dx) / (2 * Math.PI) + 1) * DIRECTIONS % DIRECTIONS;
        int low = (int) direction % DIRECTIONS;
        double share = direction - Math.floor(direction);
        int cell = (y / CELL * GRID + x / CELL) * DIRECTIONS;
        features[cell + low] += strength * (1 - share);
        features[cell + (low + 1) % DIRECTIONS] += strength * share;
    }

    private static double[] normalized(double[] features) {
        double squares = 0;
        for (int i = 0; i < features.length; i++) {
            // The root weakens long edges against short ones.
            features[i] = Math.sqrt(features[i]);
            squares += features[i] * features[i];
        }
        if (squares > 0) {
            double length = Math.sqrt(squares);
            for (int i = 0; i < features.length; i++) {
                features[i] /= length;
            }
        }
        return features;
    }
}
