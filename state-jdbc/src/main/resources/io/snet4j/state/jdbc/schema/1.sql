-- One payer in one escrow contract on one chain; all else belongs to one of these.
create table snet4j_payer (
  id bigint generated always as identity primary key,
  chain bigint not null,
  escrow text not null,
  address text not null,
  unique (chain, escrow, address));

-- Who locks a channel's row may change its marks.
create table snet4j_channel (
  payer bigint not null references snet4j_payer,
  id numeric(78) not null,
  primary key (payer, id));

-- By channel and nonce, in cogs: the most that can be claimed, and what a daemon was known to hold. Goes down
-- only where it was marked ahead, and its holder gives that back.
create table snet4j_mark (
  payer bigint not null,
  channel numeric(78) not null,
  nonce numeric(78) not null,
  signed numeric(78) not null,
  accepted numeric(78) not null,
  primary key (payer, channel, nonce),
  foreign key (payer, channel) references snet4j_channel);

-- The highest amount at which any client was served.
create table snet4j_served (
  payer bigint not null references snet4j_payer,
  channel numeric(78) not null,
  nonce numeric(78) not null,
  amount numeric(78) not null,
  primary key (payer, channel, nonce));

-- Calls that run, or ran when their process ended.
create table snet4j_running (
  payer bigint not null references snet4j_payer,
  channel numeric(78) not null,
  nonce numeric(78) not null,
  client text not null,
  amount numeric(78) not null,
  primary key (payer, channel, nonce, client));

-- Services for which nothing is signed. Names may be anything, so that their hash is the key; the texts are for people.
create table snet4j_ban (
  payer bigint not null references snet4j_payer,
  service bytea not null,
  name text not null,
  reason text not null,
  primary key (payer, service));

-- The last payment of each model, as JSON in ASCII. The higher the place, the later.
create table snet4j_model (
  payer bigint not null references snet4j_payer,
  model bytea not null,
  service bytea not null,
  place bigint generated always as identity,
  payment text not null,
  primary key (payer, model));
create index snet4j_model_service on snet4j_model (payer, service);
create index snet4j_model_place on snet4j_model (payer, place);

-- Channels that were found, as JSON in ASCII.
create table snet4j_found (
  payer bigint not null references snet4j_payer,
  recipient text not null,
  group_id bytea not null,
  channels text not null,
  primary key (payer, recipient, group_id));
