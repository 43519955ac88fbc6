package io.snet4j.internal.transport;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The texts of snet-daemon 5.2 to 6.2 by their beginnings, the longest first: what follows may be a provider's own
 * words and prove nothing.
 */
final class KnownTexts {
    private static final String ACCESS = "unable to access model: ";
    private static final String NO_AUTHORIZATION = "invalid request: no authorization provided";
    private static final String STORAGE = "daemon storage error: ";

    /** Of an upload whose provider broke off in the middle. */
    private static final String END_OF_STREAM = "EOF";

    private static final Map<String, Reason> TABLE = table();

    private static final List<String> LONGEST_FIRST = TABLE.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();

    private KnownTexts() {}

    static Optional<Reason> find(@Nullable String description) {
        if (description == null) {
            return Optional.empty();
        }
        String text = normalize(description);
        if (text.equals(END_OF_STREAM)) {
            return Optional.of(Reason.PROVIDER_FAILED);
        }
        return LONGEST_FIRST.stream().filter(text::startsWith).findFirst().map(TABLE::get);
    }

    /** Two spellings of version 6.0 and older. */
    private static String normalize(String text) {
        return text.replaceFirst("^invalud request", "invalid request")
                .replaceFirst("^payment channel error: Channel received", "payment channel error: channel received");
    }

    private static Map<String, Reason> table() {
        Map<String, Reason> texts = new LinkedHashMap<>();
        payments(texts);
        freeCalls(texts);
        prepaidCalls(texts);
        claims(texts);
        headers(texts);
        training(texts);
        authorization(texts, ACCESS);
        authorization(texts, NO_AUTHORIZATION + ": ");
        streams(texts);
        return Map.copyOf(texts);
    }

    private static void payments(Map<String, Reason> texts) {
        texts.put("incorrect payment channel nonce, latest: ", Reason.STALE_NONCE);
        texts.put("income ", Reason.PRICE_MISMATCH);
        texts.put("another transaction on channel: ", Reason.CHANNEL_BUSY);
        texts.put("payment channel is near to be expired, ", Reason.CHANNEL_EXPIRING);
        texts.put("not enough tokens on payment channel, ", Reason.CHANNEL_EMPTY);
        texts.put("payment channel \"", Reason.CHANNEL_UNKNOWN);
        texts.put("channel is not found, channelId: ", Reason.CHANNEL_UNKNOWN);
        texts.put("payment channel error: recipient Address from org metadata", Reason.CHANNEL_WRONG);
        texts.put("payment channel error: channel received belongs to another group", Reason.CHANNEL_WRONG);
        texts.put("payment signature is not valid", Reason.PAYMENT_SIGNATURE);
        texts.put("payment is not signed by channel signer/sender", Reason.PAYMENT_SIGNATURE);
        texts.put("only channel signer/sender/receiver can get latest channel state", Reason.PAYMENT_SIGNATURE);
        texts.put("incorrect signature", Reason.PAYMENT_SIGNATURE);
        texts.put("authentication failed as the signature passed has expired", Reason.AUTHORIZATION_EXPIRED);
        texts.put("cannot get mutex for channel", Reason.DAEMON_TROUBLE);
        texts.put("cannot determine current block", Reason.DAEMON_TROUBLE);
        texts.put("unable to store new payment channel state", Reason.DAEMON_TROUBLE);
        texts.put("unable to read channel details from blockchain", Reason.DAEMON_TROUBLE);
        texts.put("error determining current block", Reason.DAEMON_TROUBLE);
        texts.put("channel error:", Reason.DAEMON_TROUBLE);
        texts.put("channel has different nonce in local storage and blockchain", Reason.DAEMON_TROUBLE);
        texts.put("payment channel error: ", Reason.DAEMON_TROUBLE);
        texts.put("internal error: ", Reason.DAEMON_TROUBLE);
        texts.put("internal error: [trainUnaryValidator] no training model found", Reason.BAD_REQUEST);
        texts.put("internal error: no training model found", Reason.BAD_REQUEST);
        texts.put("internal error: price is not defined for the Method", Reason.BAD_REQUEST);
    }

    private static void freeCalls(Map<String, Reason> texts) {
        texts.put("token sign is not valid", Reason.FREE_CALL_TOKEN_STALE);
        texts.put("sign is not valid: ", Reason.FREE_CALL_REFUSED);
        texts.put("payment signer ", Reason.FREE_CALL_REFUSED);
        texts.put("invalid token: ", Reason.FREE_CALL_REFUSED);
        texts.put(
                "internal error: authentication failed as the signature passed has expired",
                Reason.AUTHORIZATION_EXPIRED);
        texts.put(
                "internal error: authentication failed as the Free Call Token passed has expired",
                Reason.FREE_CALL_TOKEN_STALE);
        texts.put("authentication failed as the Free Call Token passed has expired", Reason.FREE_CALL_TOKEN_STALE);
        texts.put("internal error: free call limit has been exceeded", Reason.FREE_CALLS_USED_UP);
        texts.put("another transaction on this user: ", Reason.FREE_CALL_BUSY);
        texts.put("{Status: rpc error: code = PermissionDenied desc = you must have", Reason.FREE_CALL_REFUSED);
        texts.put("you must have at least ", Reason.FREE_CALL_REFUSED);
        texts.put("invalid signer, ", Reason.FREE_CALL_REFUSED);
        texts.put("your address is not trusted by this service provider", Reason.FREE_CALL_REFUSED);
        texts.put("error in generating token because blockchain is disabled", Reason.FREE_CALL_REFUSED);
        texts.put("error in determining free calls because blockchain is disabled", Reason.FREE_CALL_REFUSED);
        texts.put("error in retrieving free call details from storage", Reason.DAEMON_TROUBLE);
        texts.put("cannot get mutex for user: ", Reason.DAEMON_TROUBLE);
    }

    private static void prepaidCalls(Map<String, Reason> texts) {
        texts.put("internal error: Usage Exceeded on channel Id ", Reason.PREPAID_USED_UP);
        texts.put("internal error: invalid token", Reason.PREPAID_TOKEN_STALE);
        // The words of the daemon's JWT library.
        texts.put("internal error: token ", Reason.PREPAID_TOKEN_STALE);
        texts.put("internal error: unexpected signing method", Reason.PREPAID_REFUSED);
        texts.put("internal error: payload ", Reason.PREPAID_REFUSED);
        texts.put("internal error: organization ", Reason.PREPAID_REFUSED);
        texts.put("internal error: groupId ", Reason.PREPAID_REFUSED);
        texts.put("signed amount for token request needs to be greater", Reason.STALE_AMOUNT);
        texts.put("signed amount for token request cannot be greater than full amount", Reason.CHANNEL_EMPTY);
        texts.put("unable to retrieve planned Amount ", Reason.PREPAID_UNPLANNED);
        texts.put("Unable to retrieve planned Amount ", Reason.PREPAID_UNPLANNED);
        texts.put("only channel signer/sender/receiver can get a Valid Token", Reason.PAYMENT_SIGNATURE);
    }

    private static void claims(Map<String, Reason> texts) {
        texts.put("the mpeAddress: ", Reason.CLAIM_REFUSED);
        texts.put("the address: ", Reason.CLAIM_REFUSED);
        texts.put("authorized amount is zero , hence nothing to claim", Reason.CLAIM_REFUSED);
        texts.put("channel Id ", Reason.CHANNEL_UNKNOWN);
        texts.put("Channel is not found by key: ", Reason.CHANNEL_UNKNOWN);
        texts.put("Channel storage error: ", Reason.DAEMON_TROUBLE);
        texts.put("error in retrieving claims", Reason.DAEMON_TROUBLE);
    }

    private static void headers(Map<String, Reason> texts) {
        texts.put("missing \"snet-payment-", Reason.PAYMENT_MISSING);
        texts.put("missing \"snet-", Reason.BAD_REQUEST);
        texts.put("too many values for key \"", Reason.BAD_REQUEST);
        texts.put("incorrect format \"", Reason.BAD_REQUEST);
        texts.put("incorrect binary key name \"", Reason.BAD_REQUEST);
        texts.put("grpc: received message larger than max", Reason.BAD_REQUEST);
        texts.put("missing metadata", Reason.BAD_REQUEST);
        texts.put("unexpected \"snet-payment-type\"", Reason.PAYMENT_TYPE);
    }

    private static void training(Map<String, Reason> texts) {
        texts.put(
                ACCESS + STORAGE + "error in getting data from model storage: model data doesn't exist for modelID: ",
                Reason.MODEL_NOT_FOUND);
        texts.put(ACCESS + "user ", Reason.MODEL_NOT_ACCESSIBLE);
        texts.put(ACCESS + "error in updating model state: only owner can change the model state", Reason.NOT_OWNER);
        texts.put("error in updating model state: only owner can change the model state", Reason.NOT_OWNER);
        texts.put(ACCESS + STORAGE, Reason.DAEMON_TROUBLE);
        texts.put(STORAGE, Reason.DAEMON_TROUBLE);
        texts.put(STORAGE + "can't find model to update", Reason.MODEL_NOT_FOUND);
        texts.put("model doesn't exist: ", Reason.MODEL_NOT_FOUND);
        texts.put("[updateModelPrices] issue with updating model data", Reason.DAEMON_TROUBLE);
        texts.put("can't get model data from etcd", Reason.DAEMON_TROUBLE);
        texts.put("issue with storage", Reason.DAEMON_TROUBLE);
        texts.put("invalid request: bad authorization provided", Reason.AUTHORIZATION_UNEXPLAINED);
        texts.put("invalid request", Reason.BAD_REQUEST);
        texts.put("issue with service: ", Reason.PROVIDER_FAILED);
        texts.put("error in invoking service for model training: ", Reason.PROVIDER_FAILED);
        texts.put("error in invoking GetModelStatus", Reason.PROVIDER_FAILED);
        texts.put("error in invoking DeleteModel", Reason.PROVIDER_FAILED);
        texts.put("[GetModelStatus] error in invoking service", Reason.PROVIDER_FAILED);
        texts.put("service end point is not defined or is invalid", Reason.TRAINING_OFF);
        texts.put("WrapperServerStream: unexpected message type", Reason.UPLOAD_UNSUPPORTED);
    }

    /** Everything that can be wrong with a signature, behind the words that a method puts before it. */
    private static void authorization(Map<String, Reason> texts, String before) {
        texts.put(before, Reason.AUTHORIZATION_REFUSED);
        texts.put(before + "authentication failed as the signature passed has expired", Reason.AUTHORIZATION_EXPIRED);
        texts.put(before + "error determining current block", Reason.DAEMON_TROUBLE);
        texts.put(NO_AUTHORIZATION, Reason.AUTHORIZATION_REFUSED);
    }

    private static void streams(Map<String, Reason> texts) {
        texts.put("rate limiting , too many requests to handle", Reason.OVERLOADED);
        texts.put("No requests are currently being processed", Reason.OVERLOADED);
        texts.put("can't connect to service ", Reason.PROVIDER_FAILED);
        texts.put("failed proxying s2c: ", Reason.PROVIDER_FAILED);
        // What the daemon, which is written in Go, passes on when it cannot open a stream to the provider.
        texts.put("connection error: desc = \"transport: ", Reason.PROVIDER_FAILED);
        texts.put("upstream http status ", Reason.PROVIDER_FAILED);
        texts.put("error executing ", Reason.PROVIDER_FAILED);
        texts.put("error reading response from HTTP service", Reason.PROVIDER_FAILED);
        texts.put("json-rpc error; ", Reason.PROVIDER_FAILED);
        texts.put("process failed: ", Reason.PROVIDER_FAILED);
    }
}
