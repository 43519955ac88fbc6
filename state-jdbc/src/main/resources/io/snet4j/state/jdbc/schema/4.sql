-- Who buys a batch of prepaid calls for a service, until when. Who locks the row may change the service's batches.
create table snet4j_prepaid_service (
  payer bigint not null references snet4j_payer,
  service bytea not null,
  name text not null,
  buyer text,
  buyer_until timestamptz,
  primary key (payer, service));

-- What is prepaid on a channel for the calls of a service, in cogs, and how much of it clients took. Whoever reads the token
-- can use up what is prepaid; it is empty if there is none. It is stale at so many milliseconds after 1970, or 0 if that
-- cannot be told.
create table snet4j_prepaid (
  payer bigint not null,
  service bytea not null,
  channel numeric(78) not null,
  nonce numeric(78) not null,
  token text not null,
  stale_at bigint not null,
  planned numeric(78) not null,
  used numeric(78) not null,
  bought numeric(78) not null,
  serial bigint not null,
  generation bigint not null,
  primary key (payer, service, channel),
  foreign key (payer, service) references snet4j_prepaid_service);
