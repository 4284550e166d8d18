-- Stands for a script of a later release: run by SchemaUpgradeIT alone.
alter table images drop column if exists old_name;
