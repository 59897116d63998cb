-- A correction of a start can move a clock to another period. What was first recorded stays where it was: the instant that
-- decided its period then, null while that is still counts_at (nearly always).
alter table clock add column first_counts_at timestamptz(3) check (first_counts_at <> counts_at);
create index on clock (tenant, service, measure, first_counts_at) where first_counts_at is not null;
