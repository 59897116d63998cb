-- How the acknowledged messages of a night stand: received by a machine, read, done, or settled here. Null in runs from before.
alter table message_ledger add column told json;
