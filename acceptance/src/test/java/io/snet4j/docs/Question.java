package io.snet4j.docs;

import com.google.protobuf.DynamicMessage;

/** Stands for the class that protoc would make of the message. */
final class Question {
    private Question() {}

    static DynamicMessage.Builder newBuilder() {
        return DynamicMessage.newBuilder(ExampleService.QUESTION);
    }
}
