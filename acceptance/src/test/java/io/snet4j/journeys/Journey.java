package io.snet4j.journeys;

/** What a user does, and how many classes it may enter: {@link Entered#behaviour}. */
enum Journey {
    OPEN("opening a service", 10),
    PRICE("a price", 24),
    TRAIN("a training that goes well", 52),
    LOST_TRAIN("a training whose reply is lost", 67),
    MESSAGE("one message of an upload", 10);

    final String title;
    final int most;

    Journey(String title, int most) {
        this.title = title;
        this.most = most;
    }
}
