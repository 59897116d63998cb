-- Which installation this is: the anchors that leave it say so, and a restore keeps it.
create table installation (single boolean primary key default true check (single), id uuid not null default gen_random_uuid());
insert into installation default values;
grant select on installation to vigil_app, vigil_sealer;
