-- What somebody is typing, kept while they type, so that a lost line loses no keystroke. Nobody else reads it, it is no record, and it is
-- forgotten after a day: what was saved is in the record itself.
create table draft (
  tenant int not null references organisation, account uuid not null, name text collate "C" not null check (length(name) between 1 and 120),
  fields json not null, kept_at timestamptz(3) not null, machine_at timestamptz(3) not null, primary key (tenant, account, name));
create index on draft (tenant, machine_at);
alter table draft enable row level security;
alter table draft force row level security;
-- Its own account only. Without one, the job that forgets old drafts, which reads nothing that was typed.
create policy tenant_wall on draft to vigil_app
  using (tenant = any ((select vigil_tenants())::int[]) and ((select vigil_account()) is null or account = (select vigil_account())))
  with check (tenant = any ((select vigil_tenants())::int[]) and account = (select vigil_account()));
grant select, insert, update, delete on draft to vigil_app;
