-- What a clinician wrote of a consultation. A version is never written over: what is added later is the next one, and both stay. Its words
-- are in a column of their own and in no event, so that they can be restricted or destroyed while the log stays whole.
create table case_note (
  tenant int not null references organisation, "case" uuid not null, note uuid not null, version int not null check (version > 0),
  body json not null, complete boolean not null, why text,
  written_by uuid not null, written_at timestamptz(3) not null, primary key (tenant, note, version));
create index on case_note (tenant, "case");
create trigger never_changed before update on case_note for each row execute function refuse_change();
alter table case_note enable row level security;
alter table case_note force row level security;
create policy tenant_wall on case_note to vigil_app
  using (tenant = any ((select vigil_tenants())::int[])) with check (tenant = any ((select vigil_tenants())::int[]));
grant select, insert on case_note to vigil_app;
