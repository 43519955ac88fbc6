"""Free calls, the default strategy and prepaid calls, by both clients in turn, on a devnet that gives free calls."""

import random

from datasets import drawing
from story import Books, same_channel

FREE_CALLS = 4
FET = 10**18
BELOW_MINIMUM = 9 * FET  # the daemon wants 10


class Calls:
    """The same request again and again: every answer must be that of the first."""

    def __init__(self, checks, price):
        self.checks = checks
        self.price = price
        self.image = drawing("cross", random.Random(9)).hex()
        self.first = None
        self.paid = 0

    def free(self, what, client):
        answer = client.call(image=self.image)
        self.first = self.first or answer
        self.checks.equal(what, answer, self.first)

    def prepaid(self, what, client):
        """Nothing is signed for it: the books must stay as they are."""
        self.free(what, client)
        self.paid += 1

    def signs(self, what, client, books, calls=1):
        """Signs the price of so many calls, and makes the first of them."""
        self.prepaid(what, client)
        books.pay(self.price * calls)

    def refused(self, what, error, text, client):
        self.checks.refused(what, error, text, client.call, image=self.image)


def play(stage, checks):
    python, ours = stage.official("official", "consumer"), stage.ours
    for role in ("consumer", "consumer2"):
        stage.chain.send_nothing(stage.account(role)["address"])  # a fresh account's first transaction, as in story.py
    before = {role: stage.worth(role) for role in ("consumer", "consumer2")}
    earned = stage.escrow_balance("provider")
    calls = Calls(checks, int(python.open(strategy="DEFAULT")["price"]))

    free_calls(stage, checks, python, ours, calls, before["consumer"])
    books = Books()
    default(stage, checks, python, ours, calls, books)
    prepaid(checks, python, ours, calls, books)
    claimed = claim(checks, python, ours, calls, books)
    poor, of_poor = below_minimum(stage, checks, ours, calls)

    checks.section("The books, on chain")
    claimed += collect(checks, ours, of_poor, "the provider claims from the poor account's channel")
    ours.open()
    claimed += collect(checks, ours, books, "and the rest from the first one")
    checks.equal("the provider earned it all", stage.escrow_balance("provider") - earned, claimed)
    spent = {role: before[role] - stage.worth(role) for role in before}
    left = {"consumer": left_in(checks, python, ours), "consumer2": left_in(checks, poor, ours, "consumer2")}
    still_theirs = sum(spent.values()) - claimed
    checks.equal("what left the accounts is claimed, or still theirs in a channel", still_theirs, sum(left.values()))
    # Ours ended with one call left of a batch on each channel.
    checks.equal("and every cog of it was for a call", claimed, (calls.paid + 2) * calls.price)


def free_calls(stage, checks, python, ours, calls, worth):
    checks.section("Free calls: one user's, whatever the client")
    ours.open()
    free_calls_left(checks, python, ours, FREE_CALLS)
    calls.free("python, by default", python)
    free_calls_left(checks, python, ours, FREE_CALLS - 1)
    calls.free("ours, by default", ours)
    ours.open(payment="FREE_CALLS")
    calls.free("ours, free calls only", ours)
    python.open(strategy="FREE_CALL")
    calls.free("python, free calls only", python)
    free_calls_left(checks, python, ours, 0)
    calls.refused("ours: there are no more", "PaymentException", "free call", ours)
    calls.refused("python: there are no more", "Exception", "has expired", python)
    checks.equal("no channel was opened", python.channels() + ours.channels(), [])
    checks.equal("nothing was paid", stage.worth("consumer"), worth)


def free_calls_left(checks, python, ours, expected):
    checks.equal(f"both count {expected}", [python.free_calls_left(), ours.free_calls_left()], [expected] * 2)


def default(stage, checks, python, ours, calls, books):
    checks.section("By default, when the free calls are over: the official client prepays each call, ours pays it")
    python.open(strategy="DEFAULT")
    # It looks for funds in a channel whose state it has not read. The next call finds the channel, and reads it.
    calls.refused("15 python, without a channel", "KeyError", "available_amount", python)
    checks.equal("   but a channel was opened", int(same_channel(checks, python, ours, books)["value"]), calls.price)
    calls.signs("python, once it is there", python, books)
    same_channel(checks, python, ours, books)
    # It knows no batch of more than one call, and puts no more into the channel than the next one.
    before = stage.chain.block_number()
    calls.signs("python, again", python, books)
    checks.equal("after three transactions: approve, deposit, add funds", stage.chain.block_number() - before, 3)
    ours.open()
    calls.signs("ours goes on, and pays per call", ours, books)
    same_channel(checks, python, ours, books)
    calls.signs("python goes on, with funds that we added", python, books)
    python.open(strategy="DEFAULT", concurrency=False)
    calls.signs("python, without concurrency: pays per call", python, books)
    calls.signs("ours, not started anew", ours, books)
    same_channel(checks, python, ours, books)


def prepaid(checks, python, ours, calls, books):
    checks.section("Prepaid by one, used by the other")
    batch = str(2 * calls.price)
    python.open(strategy="PREPAID_CALL", concurrent_calls=3)
    calls.signs("python prepays three calls", python, books, calls=3)
    calls.prepaid("python makes the second of them", python)
    same_channel(checks, python, ours, books)
    ours.open(payment="PAY_PER_CALL")
    calls.signs("ours pays per call between them", ours, books)
    ours.open(payment="PREPAID", batch=batch)
    calls.prepaid("ours makes the third", ours)
    same_channel(checks, python, ours, books)
    calls.signs("ours prepays two", ours, books, calls=2)
    same_channel(checks, python, ours, books)
    # It asks for its token once in the life of a service client, and never counts a call of its own: a new one finds
    # what is left of anybody's batch, and cannot go on when that is used up.
    python.open(strategy="PREPAID_CALL", concurrent_calls=3)
    calls.prepaid("python makes the second of ours", python)
    calls.refused("17 python, with a token that is used up", "_InactiveRpcError", "Usage Exceeded", python)
    calls.refused("   for the life of the service client", "_InactiveRpcError", "Usage Exceeded", python)
    calls.signs("ours, which counted on that call: prepays two more", ours, books, calls=2)
    python.open()
    calls.signs("python pays per call between them", python, books)
    calls.prepaid("ours, not started anew: makes the second", ours)
    calls.signs("and prepays two, beyond what python signed", ours, books, calls=2)
    calls.signs("python, not started anew: pays per call", python, books)
    same_channel(checks, python, ours, books)


def claim(checks, python, ours, calls, books):
    checks.section("The provider claims; what is prepaid stays")
    claimed = collect(checks, ours, books, "the provider has what both signed")
    ours.open(payment="PREPAID", batch=str(2 * calls.price))
    calls.prepaid("ours makes the call that was prepaid before the claim", ours)
    same_channel(checks, python, ours, books)
    python.open(strategy="PREPAID_CALL", concurrent_calls=2)
    calls.signs("python prepays two at the new nonce", python, books, calls=2)
    ours.open(payment="PREPAID", batch=str(2 * calls.price))
    calls.prepaid("ours makes the second", ours)
    calls.signs("and prepays two", ours, books, calls=2)
    same_channel(checks, python, ours, books)
    return claimed


def below_minimum(stage, checks, ours, calls):
    checks.section("A user with less than the minimum for free calls, because the rest is in the escrow")
    python, books = stage.official("poor", "consumer2"), Books()
    python.deposit(amount=str(stage.tokens("consumer2") - BELOW_MINIMUM))
    python.open(strategy="DEFAULT")
    calls.refused("8 python, by default", "_InactiveRpcError", "you must have at least 10 FET", python)
    checks.equal("   nothing was opened", python.channels(), [])
    ours.open(role="consumer2", payment="FREE_CALLS")
    calls.refused("ours, free calls only", "PaymentException", "you must have at least 10 FET", ours)
    deposit, batch = str(4 * calls.price), str(2 * calls.price)
    ours.open(role="consumer2", deposit=deposit)
    calls.signs("ours, by default: opens a channel and pays per call", ours, books)
    same_channel(checks, python, ours, books)

    # The daemon's answer for a channel with payments and no batch is not the text of daemon 5 that it waits for.
    python.open(strategy="PREPAID_CALL")
    unplanned = "unable to retrieve planned Amount"
    calls.refused("18 python cannot prepay on it", "_InactiveRpcError", unplanned, python)
    ours.open(role="consumer2", deposit=deposit, batch=batch)
    calls.signs("ours can, and is not refused for free calls", ours, books, calls=2)
    calls.prepaid("python can now: makes the second of ours", python)
    value = int(same_channel(checks, python, ours, books)["value"])
    checks.equal("nothing was added for it", value, 4 * calls.price)

    # Each call wants the price of a whole batch to be free in the channel, also while it has one.
    python.open(strategy="PREPAID_CALL", concurrent_calls=3)
    calls.signs("python prepays three", python, books, calls=3)
    value = int(same_channel(checks, python, ours, books)["value"])
    calls.prepaid("16 python makes the second of them", python)
    after = int(same_channel(checks, python, ours, books)["value"])
    checks.equal("   and adds the price of three more for it", after - value, 3 * calls.price)
    ours.open(role="consumer2", payment="PREPAID", batch=batch)
    calls.prepaid("ours makes the third", ours)
    checks.equal("   and adds nothing", int(same_channel(checks, python, ours, books)["value"]), after)
    python.open()
    calls.signs("python pays per call", python, books)
    calls.signs("ours prepays two", ours, books, calls=2)
    same_channel(checks, python, ours, books)
    return python, books


def collect(checks, ours, books, what):
    """Claims on chain; nothing is signed at the next nonce."""
    ours.start_claim(channel=ours.channels()[0]["id"])
    claimed = int(ours.finish_claim())
    checks.equal(what, claimed, books.signed)
    books.signed = 0
    return claimed


def left_in(checks, python, ours, role="consumer"):
    ours.open(role=role)
    return int(same_channel(checks, python, ours, Books())["value"])
