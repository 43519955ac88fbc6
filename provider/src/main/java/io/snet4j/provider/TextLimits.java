package io.snet4j.provider;

import io.grpc.Status;
import io.snet4j.wire.training.TrainingProto.NewModel;

/**
 * How long the texts of strangers may be, in characters. A name is kept for as long as its model, so what is too long
 * is refused when it arrives.
 *
 * @param name of a model, a service or a method
 * @param addresses how many a model may be shared with
 */
record TextLimits(int name, int description, int addresses, int link) {
    /** An address has 42 characters; the rest is for spellings that the daemon has to judge. */
    private static final int ADDRESS = 100;

    private static final int ID_SHOWN = 100;

    /** PostgreSQL keeps no text with it. */
    private static final char NUL = 0;

    /**
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, which names the text that is too long or cannot be kept
     */
    void check(NewModel request) {
        check("the model's name", request.getName(), name);
        check("the description", request.getDescription(), description);
        check("grpc_service_name", request.getGrpcServiceName(), name);
        check("grpc_method_name", request.getGrpcMethodName(), name);
        if (request.getAddressListCount() > addresses) {
            throw refusal("address_list", request.getAddressListCount(), "addresses", addresses);
        }
        for (String address : request.getAddressListList()) {
            check("an address of address_list", address, ADDRESS);
        }
    }

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT */
    void checkLink(String text) {
        check("training_data_link", text, link);
    }

    /** For messages: an id that nobody here gave may be as long as a message. */
    static String shownId(String id) {
        return id.length() <= ID_SHOWN ? id : id.substring(0, ID_SHOWN) + "…";
    }

    /** A text of our own side that may quote a stranger's. */
    static String storable(String text) {
        return text.replace(NUL, '\uFFFD');
    }

    private static void check(String what, String text, int most) {
        if (text.length() > most) {
            throw refusal(what, text.length(), "characters", most);
        }
        if (text.indexOf(NUL) >= 0) {
            throw Status.INVALID_ARGUMENT
                    .withDescription(what + " holds the character U+0000, which cannot be kept; leave it out")
                    .asRuntimeException();
        }
    }

    private static RuntimeException refusal(String what, int count, String unit, int most) {
        return Status.INVALID_ARGUMENT
                .withDescription(what + " has " + count + " " + unit + "; this provider takes at most " + most)
                .asRuntimeException();
    }
}
