-- What another system calls a call: the same call fed again, with another time too, is the same call.
create table imported_call (
  tenant int not null, service int not null references service, key text collate "C" not null, stream uuid not null,
  primary key (tenant, service, key));
alter table imported_call enable row level security;
alter table imported_call force row level security;
create policy tenant_wall on imported_call to vigil_app using (tenant = any ((select vigil_tenants())::int[]))
  with check (tenant = any ((select vigil_tenants())::int[]));
grant select, insert on imported_call to vigil_app;
