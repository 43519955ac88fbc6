package io.snet4j.journeys;

/** What a user does, and how many classes it may enter: {@link Entered#behaviour}. */
enum Journey {
    OPEN("opening a service", 7),
    PRICE("a price", 15),
    TRAIN("a training that goes well", 39),
    LOST_TRAIN("a training whose reply is lost", 51),
    MESSAGE("one message of an upload", 10);

    final String title;
    final int most;

    Journey(String title, int most) {
        this.title = title;
        this.most = most;
    }
}
