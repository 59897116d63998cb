-- What a call taker's form asks beside who the patient is: identity of a kind, so it stands apart from the log and can be destroyed.
create table case_taken (
  tenant int not null references organisation, "case" uuid not null, second_number text collate "C",
  read_back boolean not null default false, language text collate "C", primary key (tenant, "case"));
-- Who rang again about a case that was open already, and by which call: it follows from the events.
create table case_rang_back (
  tenant int not null references organisation, "case" uuid not null, version int not null, call uuid, worse boolean not null,
  at timestamptz(3) not null, by uuid not null, primary key (tenant, "case", version));
create index on case_rang_back (tenant, call) where call is not null;

do $$ declare t text; begin
  foreach t in array array['case_taken', 'case_rang_back'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant_wall on %I to vigil_app using (tenant = any ((select vigil_tenants())::int[])) with check (tenant = any ((select vigil_tenants())::int[]))', t);
    execute format('grant select, insert on %I to vigil_app', t);
  end loop;
end $$;
grant update, delete on case_taken to vigil_app;
