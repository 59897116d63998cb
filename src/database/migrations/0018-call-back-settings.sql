-- What a service asks of its call-backs, as dated editions: never changed, the next one takes its place from when it says.
create table call_setting (
  tenant int not null references organisation, id uuid not null, service int not null references service,
  kind text collate "C" not null check (kind in ('contact-urgent', 'contact-other', 'lease')),
  in_force_from timestamptz(3) not null, body json not null, reason text not null,
  written_by uuid not null, written_at timestamptz(3) not null, primary key (tenant, id),
  -- Nothing is changed afterwards: what was done was done under what was in force then.
  check (in_force_from >= written_at));
create index on call_setting (tenant, service, in_force_from);

-- What the telephone system says of a call that we placed: to which case, and never the number that was dialled.
create table placed_call_now (
  tenant int not null references organisation, id uuid not null, service int not null references service, version int not null,
  state text collate "C" not null, "case" uuid not null, placed_at timestamptz(3) not null, connected_at timestamptz(3),
  ended_at timestamptz(3), primary key (tenant, id));
create index on placed_call_now (tenant, "case", placed_at);

do $$ declare t text; begin
  foreach t in array array['call_setting', 'placed_call_now'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant_wall on %I to vigil_app using (tenant = any ((select vigil_tenants())::int[])) with check (tenant = any ((select vigil_tenants())::int[]))', t);
    execute format('grant select, insert on %I to vigil_app', t);
  end loop;
end $$;
create trigger append_only before update or delete on call_setting for each row execute function refuse_change();
create trigger append_only_truncate before truncate on call_setting for each statement execute function refuse_change();
grant update on placed_call_now to vigil_app;

-- Beside the age on every list of a nurse: what a clinician asks first. Absent: nobody has asked.
alter table case_person add column sex text collate "C" check (sex in ('female', 'male', 'other'));
alter table case_person_before add column sex text collate "C";
