-- Bases as they stand (open, or shut by a named person), and what the crews of cars report of their visits.

-- One row a base from the first time that something is asked of it; two who begin it at once meet here.
create table base_now (
  tenant int not null, place int not null references place, id uuid not null, service int not null references service,
  version int not null, state text collate "C" not null check (state in ('open', 'shut')),
  since timestamptz(3), by uuid, reason text collate "C", send_to int references place, until_at timestamptz(3),
  found json not null default '[]',
  primary key (tenant, place), unique (tenant, id),
  check (state = 'open' or (since is not null and by is not null and reason is not null)));

-- What a crew says of a visit. `told` is the version of the case at which the car was given the visit: a new car, or the same one again,
-- has to say so again. `shown` is the digest of the address that was on the screen, never the address.
create table visit_report (
  tenant int not null, id uuid not null, "case" uuid not null, car int not null references place, told int not null,
  kind text collate "C" not null check (kind in ('have', 'know-gone')),
  shown bytea, at timestamptz(3) not null, by uuid not null, primary key (tenant, id));
create index on visit_report (tenant, "case");
-- How to get in: for the crew that has the visit, while it has it. It may be taken away when the visit is over.
create table visit_entry (
  tenant int not null, "case" uuid not null, body text not null, written_by uuid not null, written_at timestamptz(3) not null,
  primary key (tenant, "case", written_at));
create trigger append_only before update or delete on visit_report for each row execute function refuse_change();

do $$ declare t text; begin
  foreach t in array array['base_now', 'visit_report', 'visit_entry'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant_wall on %I to vigil_app using (tenant = any ((select vigil_tenants())::int[])) with check (tenant = any ((select vigil_tenants())::int[]))', t);
  end loop;
end $$;
grant select, insert, update on base_now to vigil_app;
grant select, insert on visit_report to vigil_app;
grant select, insert, delete on visit_entry to vigil_app;

-- A shut base takes no booking, whichever way it comes in: the booking takes the base's row for itself (shared with other bookings, against
-- whoever shuts it), so that of a booking and a shutting at the same moment one is first, and the other sees it. 40001 means "decide again".
create function refuse_shut_base() returns trigger language plpgsql as $$
declare base record; begin
  select state, until_at into base from base_now where tenant = new.tenant and place = new.place for share;
  if base.state = 'shut' and (base.until_at is null or new.slot_at is null or new.slot_at < base.until_at) then
    raise exception 'base % is shut', new.place using errcode = '40001';
  end if;
  return null;
end $$;
create trigger shut_base_new after insert on case_now for each row
  when (new.closed_at is null and new.state in ('booked', 'sent-elsewhere')) execute function refuse_shut_base();
create trigger shut_base_moved after update on case_now for each row
  when (new.closed_at is null and new.state in ('booked', 'sent-elsewhere') and (old.state not in ('booked', 'sent-elsewhere')
    or old.place is distinct from new.place or old.slot_at is distinct from new.slot_at)) execute function refuse_shut_base();
