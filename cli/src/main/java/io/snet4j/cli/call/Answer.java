package io.snet4j.cli.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What came of one request, or one of a stream of answers.
 *
 * @param index from 1
 * @param answer in protobuf's JSON
 * @param problem why there is none
 * @param exitCode that a call of this request alone would have ended with
 */
record Answer(int index, Optional<JsonNode> answer, Optional<String> problem, int exitCode) {}
