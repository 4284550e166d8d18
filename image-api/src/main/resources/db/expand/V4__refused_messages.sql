-- A message that Kafka never accepts is set aside with the reason: its successors go on.
alter table outbox add column refused text;
create index outbox_refused on outbox (seq) where refused is not null;
