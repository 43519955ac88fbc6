package io.snet4j.devnet.daemon;

import io.grpc.Status;
import io.snet4j.chain.GroupId;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What the daemon says when it refuses, word by word: clients match these texts. */
final class Texts {
    static final String SIGNATURE_EXPIRED = "authentication failed as the signature passed has expired";
    static final String SIGNATURE_LENGTH = "incorrect signature length";
    static final String SIGNATURE_DATA = "incorrect signature data";

    /** What Go says of a stream that is over. */
    static final String END_OF_STREAM = "EOF";

    /** Of one that is over in the middle of a message. */
    static final String UNEXPECTED_END_OF_STREAM = "unexpected EOF";

    static final String DEADLINE_EXCEEDED = "context deadline exceeded";

    static final String NO_TRAINING =
            "service end point is not defined or is invalid , please contact the AI developer";
    static final String NOT_OWNER = "error in updating model state: only owner can change the model state";
    static final String SERVICE_GAVE_NO_MODEL_STATUS =
            "error in invoking GetModelStatus, service-provider should realize it";
    static final String SERVICE_DID_NOT_DELETE = "error in invoking DeleteModel, service-provider should realize it";
    static final String NO_MODEL_TO_PRICE = "can't get model data from etcd";
    static final String NO_MODEL_TO_UPDATE = "daemon storage error: can't find model to update";

    static final String PAYMENT_SIGNATURE_INVALID = "payment signature is not valid";
    static final String PAYMENT_SIGNER_UNKNOWN = "payment is not signed by channel signer/sender";
    static final String PAYMENT_NOT_STORED = "unable to store new payment channel state";
    static final String NO_CURRENT_BLOCK = "cannot determine current block";

    static final String NO_FREE_CALL_TOKEN =
            "error in generating token because blockchain is disabled, contact service provider";
    static final String NO_FREE_CALLS =
            "error in determining free calls because blockchain is disabled, contact service provider";
    static final String FREE_CALL_TOKEN_OF_OTHERS = "token sign is not valid";
    static final String FREE_CALL_TOKEN_EXPIRED = "authentication failed as the Free Call Token passed has expired";
    static final String USER_ID_NOT_TRUSTED =
            "your address is not trusted by this service provider, the use of user_id is not allowed";
    static final String NO_FREE_CALL_KEY =
            "it signs a free-call token without a key; contact service provider to set private_key_for_free_calls";
    /** How many calls are left where there is no limit. */
    static final long UNLIMITED_CALLS = 99_999_999;

    static final String PREPAID_LESS_THAN_SIGNED =
            "signed amount for token request needs to be greater than last signed amount";
    static final String PREPAID_MORE_THAN_VALUE =
            "signed amount for token request cannot be greater than full amount in channel";
    static final String TOKEN_FOR_PARTIES = "only channel signer/sender/receiver can get a Valid Token";
    static final String NOTHING_PLANNED = "unable to retrieve planned Amount <nil>";

    static final String STATE_SIGNATURE = "incorrect signature";
    static final String STATE_FOR_PARTIES = "only channel signer/sender/receiver can get latest channel state";
    static final String STATE_NOT_ON_CHAIN = "unable to read channel details from blockchain.";
    static final String STATE_WITHOUT_OLD_PAYMENT =
            "channel has different nonce in local storage and blockchain and old payment is not found in storage";

    private static final String HELP_URL =
            "https://dev.singularitynet.io/docs/products/DecentralizedAIPlatform/Daemon/error-codes/#_";
    private static final String SERVICE_HELP = "\nAbout error & possible fixes: " + HELP_URL + "1";

    private final DaemonVersion version;

    Texts(DaemonVersion version) {
        this.version = version;
    }

    private boolean isOldest() {
        return version == DaemonVersion.V6_0;
    }

    /** Newer versions read a stream's first message before anything else, so that a stream without one fails. */
    boolean readsFirstMessageAhead() {
        return !isOldest();
    }

    /** Newer versions do not put a negative number to the contract. */
    boolean refusesNegativeIds() {
        return !isOldest();
    }

    // Training

    String noAuthorization() {
        return invalidRequest("no authorization provided");
    }

    String badAuthorization() {
        return invalidRequest("bad authorization provided");
    }

    String emptyModelId() {
        return invalidRequest("model id can't be empty");
    }

    String noMethodNamed() {
        return invalidRequest("no grpc_service_name or grpc_method_name provided");
    }

    private String invalidRequest(String what) {
        return (isOldest() ? "invalud request: " : "invalid request: ") + what;
    }

    static String noAccess(String reason) {
        return "unable to access model: " + reason;
    }

    static String noSuchModel(String id) {
        return "daemon storage error: error in getting data from model storage: model data doesn't exist for modelID: "
                + id;
    }

    static String notOfUser(String user, String id) {
        return "user " + user + ", does not have access to model Id " + id;
    }

    static String unsupportedMessage(String message) {
        return "unsupported message: " + message + " for this method";
    }

    static String otherAddress(Address recovered) {
        return "the address: " + recovered + " does not match to what has been expected / registered";
    }

    static String serviceIssue(String error) {
        return "issue with service: " + error;
    }

    static String invocationFailed(String error) {
        return "error in invoking service for model training: " + error;
    }

    /** What the client of a stream to the daemon itself reads of version 6.2, which can no longer read one. */
    static String streamRefused(String messageType) {
        return "WrapperServerStream: unexpected message type *" + messageType + ", want *codec.GrpcFrame";
    }

    /** In the place of a crash. */
    static String crash(String reason) {
        return "snet4j devnet: a real daemon dies here: " + reason;
    }

    // Payments

    static String missingHeader(String key) {
        return "missing \"" + key + "\"";
    }

    static String manyHeaders(String key, Iterable<String> values) {
        return "too many values for key \"" + key + "\": [" + String.join(" ", values) + "]";
    }

    static String headerFormat(String key, String value) {
        return "incorrect format \"" + key + "\": \"" + value + "\"";
    }

    static String unexpectedHeader(String key, String value) {
        return "unexpected \"" + key + "\", value: \"" + value + "\"";
    }

    static String channelBusy(BigInteger id) {
        return "another transaction on channel: {ID: " + id + "} is in progress";
    }

    static String channelError(String error) {
        return "payment channel error: " + error;
    }

    static String paymentChannelNotFound(BigInteger id) {
        return "payment channel \"{ID: " + id + "}\" not found";
    }

    String otherGroup(GroupId ours, GroupId theirs) {
        return (isOldest() ? "Channel" : "channel") + " received belongs to another group of replicas, current group: "
                + GoText.bytes(ours.toBytes()) + ", channel group: " + GoText.bytes(theirs.toBytes());
    }

    static String otherRecipient() {
        return "recipient Address from org metadata does not Match on what was retrieved from Channel";
    }

    static String nonce(BigInteger latest, BigInteger sent) {
        return "incorrect payment channel nonce, latest: " + latest + ", sent: " + sent;
    }

    static String nearExpiry(BlockNumber expiration, BlockNumber block, BlockCount threshold) {
        return "payment channel is near to be expired, expiration time: " + expiration + ", current block: " + block
                + ", expiration threshold: " + threshold;
    }

    static String notEnoughTokens(BigInteger value, BigInteger amount) {
        return "not enough tokens on payment channel, channel amount: " + value + ", payment amount: " + amount;
    }

    static String income(BigInteger income, BigInteger price) {
        return "income " + income + " does not equal to price " + price;
    }

    static String internal(String error) {
        return "internal error: " + error;
    }

    static String noPrice(String path) {
        return "price is not defined for the Method " + path;
    }

    // Free and prepaid calls

    static String signInvalid(String reason) {
        return "sign is not valid: " + reason;
    }

    static String unauthorizedSigner(String address, Address recovered) {
        return "unauthorized signer: " + address + " not equal " + recovered + ", maybe invalid signature struct";
    }

    static String otherRequester(String address, Address recovered) {
        return "invalid signer, " + address + " (from request) is not equal to " + recovered + " (signer)";
    }

    static String balanceTooLow(int fet) {
        return "{Status: "
                + GoText.rpcError(
                        Status.Code.PERMISSION_DENIED,
                        "you must have at least " + fet + " FET (ASI) in your balance to use free calls")
                + "}";
    }

    static String invalidToken(String reason) {
        return "invalid token: " + reason;
    }

    static String userBusy(FreeCallUser user) {
        return "another transaction on this user: " + user + " is in progress";
    }

    String freeCallsExceeded(long made, long allowed) {
        return "free call limit has been exceeded, calls made = " + made + (isOldest() ? ",total" : ", total")
                + " free calls eligible = " + allowed;
    }

    static String usageExceeded(BigInteger channelId) {
        return "Usage Exceeded on channel Id " + channelId;
    }

    static String tokenAlgorithm(String algorithm, DaemonVersion version) {
        return "token is unverifiable: error while executing keyfunc: unexpected signing method"
                + (version == DaemonVersion.V6_0 ? " : " : ": ") + algorithm;
    }

    static String otherTokenClaim(String name, String claim) {
        return switch (name) {
            case "payload" -> "payload " + claim + " used to generate the Token doesnt match expected values";
            case "orgId" -> "organization " + claim + " is not associated with this Daemon";
            default -> name + " " + claim + " is not associated with this Daemon";
        };
    }

    // Passing calls on

    static String serviceUnreachable(String notConnected) {
        return "can't connect to service " + GoText.rpcError(Status.Code.UNAVAILABLE, notConnected) + SERVICE_HELP;
    }

    /** What the daemon says of a connection, to which is added where it was going. */
    static String notConnected(URI endpoint, Throwable cause) {
        return "connection error: desc = \"transport: Error while dialing: dial tcp " + endpoint.getRawAuthority()
                + ": " + (cause instanceof ConnectException ? "connect: connection refused" : cause.getMessage())
                + "\"";
    }

    // Services

    static String channelNotFound(BigInteger id) {
        return "channel is not found, channelId: " + id;
    }

    static String stateChannelError(String error) {
        return "channel error:" + error;
    }

    static String otherEscrow(String address) {
        return "the mpeAddress: " + address + " passed does not match to what has been registered";
    }

    static String claimChannelNotFound(BigInteger id) {
        return "channel Id " + id + " was not found on blockchain or storage";
    }

    static String nothingToClaim(BigInteger id) {
        return "authorized amount is zero , hence nothing to claim on the channel Id: " + id;
    }

    static String noBlock(@Nullable String error) {
        return "error determining current block: " + error;
    }
}
